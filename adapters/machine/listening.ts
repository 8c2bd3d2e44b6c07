/** Which addresses what was started listens on, as Linux tells; elsewhere nothing is known. */
import { readdir, readFile, readlink } from 'node:fs/promises';

/** Loopback as the tables of the kernel have it: 127.0.0.0/8, ::1, and 127.0.0.0/8 in IPv6. Bytes of a word are reversed. */
const LOOPBACK = /^(?:[\dA-F]{6}7F|0{24}01000000|0{16}FFFF0000[\dA-F]{6}7F)$/;

const LISTENING = '0A';

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
const list = (path: string): Promise<readonly string[]> => readdir(path).catch(() => []);

interface Process {
  readonly pid: string;
  readonly parent: string;
  readonly group: string;
}

async function processes(): Promise<readonly Process[]> {
  const pids = (await list('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (pid) => {
      // The name, in parentheses, may hold anything.
      const stat = await read(`/proc/${pid}/stat`);
      const [, parent = '', group = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { pid, parent, group };
    }),
  );
}

/** The processes of a group, and all that they started, in whatever group. */
function within(all: readonly Process[], group: number): ReadonlySet<string> {
  const found = new Set(all.filter((one) => one.group === String(group)).map(({ pid }) => pid));
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return found;
}

async function socketsOf(pid: string): Promise<readonly string[]> {
  const links = (await list(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''));
  return (await Promise.all(links)).flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

/**
 * The ports on which a process group, or anything that it started, takes connections from other machines.
 * @param group the group's id
 */
export async function portsOpenToOthers(group: number): Promise<readonly number[]> {
  const pids = within(await processes(), group);
  const owned = new Set((await Promise.all([...pids].map(socketsOf))).flat());
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(read));
  const ports = tables
    .flatMap((table) => table.split('\n').slice(1))
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      const [address = '', port = ''] = local.split(':');
      const isOpen = state === LISTENING && owned.has(inode) && !LOOPBACK.test(address);
      return isOpen ? [Number.parseInt(port, 16)] : [];
    });
  return [...new Set(ports)].sort((a, b) => a - b);
}
