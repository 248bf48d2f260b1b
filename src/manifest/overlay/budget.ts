/** Steps that the overlays of a tenant may still take together; counts down. What is merged into many manifests is copied as often. */
export interface OverlayBudget {
  stepsLeft: number;
}

/** A node copied, an element looked at, an operation: 25 entries that each set a field of 30,000 manifests take about as many. */
export const overlayStepsMax = 3_000_000;
