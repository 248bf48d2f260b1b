import type { Shell } from './shells.ts';

/** The script that makes a shell complete the command line: it asks `cxform complete` and says nothing where that fails. */
export function completionScript(shell: Shell): string {
  return scripts[shell];
}

const bash = `# Completion of cxform in bash
_cxform() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default 2>/dev/null
      return 0
    fi
    line="\${line%%$'\\t'*}"
    # Where a word ends at =, what stands before it is written already.
    if [[ $COMP_WORDBREAKS == *=* ]]; then line="\${line#--*=}"; fi
    COMPREPLY+=("$line")
  done < <("$1" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
}
complete -F _cxform cxform
`;

const zsh = `#compdef cxform
# Completion of cxform in zsh
_cxform() {
  local line
  local -a candidates
  for line in "\${(@f)$("$words[1]" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null </dev/null)}"; do
    if [[ $line == :files ]]; then
      compset -P '--*='
      _files
      return
    fi
    [[ -n $line ]] && candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  (( $#candidates )) && _describe cxform candidates
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _cxform "$@"
elif whence compdef >/dev/null; then
  compdef _cxform cxform
fi
`;

const fish = `# Completion of cxform in fish
function __cxform_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null </dev/null)
    if test "$lines" = :files
        set -l option (string match -r -- '^--[^=]*=' "$current")
        for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current"))
            printf '%s%s\\n' "$option" $path
        end
    else if test (count $lines) -gt 0
        printf '%s\\n' $lines
    end
end
complete -c cxform -e
complete -c cxform -f -a '(__cxform_complete)'
`;

const powershell = `# Completion of cxform in PowerShell
Register-ArgumentCompleter -Native -CommandName cxform -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    try {
        $typed = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
            ForEach-Object { $_.Extent.Text })
        $words = @($typed | Select-Object -Skip 1)
        # An empty word would get lost on the way.
        $flags = @(if ($wordToComplete -eq '') { '--new-word' })
        & $typed[0] 'complete' @flags '--' @words 2>$null | Where-Object { $_ -ne ':files' } | ForEach-Object {
            $value, $description = $_ -split [char]9, 2
            $shown = if ($description) { $description } else { $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $shown)
        }
    } catch { }
}
`;

const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish, powershell };
