import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOOPBACK_CERTIFICATE } from '../package-files.ts'
import type { Command } from '../start-process.ts'
import { freePort } from './free-port.ts'

export function isNginxInstalled(): boolean {
  return spawnSync('nginx', ['-v']).error === undefined
}

/** nginx in one process, with keep-alive on both sides and bodies whole before they go on, as the proxy does it. */
export async function nginxCommand(upstream: URL, folder: string): Promise<Command> {
  const port = await freePort()
  const configFile = join(folder, 'nginx.conf')
  writeFileSync(configFile, configuration(upstream, port, folder))
  return {
    file: 'nginx',
    args: ['-p', folder, '-e', 'stderr', '-c', configFile],
    url: new URL(`http://127.0.0.1:${port}`),
  }
}

const TEMPORARY_PATHS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

function configuration(upstream: URL, port: number, folder: string): string {
  return `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
events { worker_connections 4096; }
http {
  access_log off;
  ${TEMPORARY_PATHS.map((name) => `${name}_temp_path ${folder}/nginx-${name};`).join(' ')}
  client_max_body_size 32m;
  client_body_buffer_size 8m;
  keepalive_requests 100000000;
  upstream bedrock { server ${upstream.host}; keepalive 256; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass https://bedrock;
      proxy_http_version 1.1;
      proxy_set_header connection "";
      proxy_buffering off;
      proxy_ssl_name localhost;
      proxy_ssl_verify on;
      proxy_ssl_trusted_certificate ${LOOPBACK_CERTIFICATE};
    }
  }
}
`
}
