import { describe, expect, it } from 'vitest';
import { proxySetting } from '../../src/tenant/proxy/proxy-setting.ts';
import { routing } from './support/tenant-double.ts';

const endpoints = [routing()];
const hereOnly = routing({ baseUrl: 'http://127.0.0.1:8080', tokenUrl: 'http://localhost:8080/oauth/token' });

describe('the proxy of the environment', () => {
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy.example:3128' }, 'HTTPS_PROXY at proxy.example:3128'],
    [{ https_proxy: 'http://proxy.example:3128' }, 'https_proxy at proxy.example:3128'],
    [{ https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:2' }, 'https_proxy at lower:1'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://upper:2' }, undefined],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, 'HTTPS_PROXY at proxy.example:3128'],
    [{ HTTPS_PROXY: ' https://proxy.example ' }, 'HTTPS_PROXY at proxy.example'],
    [{ HTTPS_PROXY: 'http://user:p%40ss@proxy.example:3128' }, 'HTTPS_PROXY at proxy.example:3128'],
    [{ HTTP_PROXY: 'http://proxy.example:3128' }, undefined],
  ])('in %j is %s', (env, expected) => {
    const { proxy, diagnostics } = proxySetting(env, endpoints);
    expect(proxy && `${proxy.variable} at ${proxy.host}`).toBe(expected);
    expect(diagnostics).toEqual([]);
  });

  it.each([
    [{ NO_PROXY: 'a.example' }, 'a.example'],
    [{ no_proxy: 'b.example', NO_PROXY: 'a.example' }, 'b.example'],
    [{ no_proxy: '', NO_PROXY: 'a.example' }, ''],
    [{}, ''],
  ])('excepts what %j lists', (env, except) => {
    expect(proxySetting({ HTTPS_PROXY: 'http://p:1', ...env }, endpoints).proxy?.except).toBe(except);
  });

  it.each([
    'http://',
    'http://user:s3cret@',
    'http://user:s3cret@proxy:99999',
    'http://user:%s3cret@proxy:1',
    'socks5://user:s3cret@proxy:1080',
    'file:///s3cret',
    'http:// s3cret proxy',
  ])('is PROXY_INVALID as %j, which is not shown', (value) => {
    const { proxy, diagnostics } = proxySetting({ HTTPS_PROXY: value }, endpoints);
    expect(proxy).toBeUndefined();
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'PROXY_INVALID' }]);
    expect(diagnostics[0]?.hint).toContain('HTTPS_PROXY');
    expect(JSON.stringify(diagnostics)).not.toContain('s3cret');
  });

  it('is not looked at where all endpoints are on this machine', () => {
    expect(proxySetting({ HTTPS_PROXY: 'http://' }, [hereOnly])).toEqual({ diagnostics: [] });
    expect(proxySetting({ HTTPS_PROXY: 'http://' }, [hereOnly, routing()]).diagnostics).toHaveLength(1);
  });
});
