// Zip files: written without compression, read with what the browser has for it.

const TABLE = Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

export function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 255];
  return (sum ^ 0xffffffff) >>> 0;
}

const UTF8_NAMES = 0x800;
const DAY_ONE = 33; // 1 January 1980: the same content is always the same file

function numbers(...pairs) {
  const size = pairs.reduce((sum, [bytes]) => sum + bytes, 0);
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  for (const [bytes, value] of pairs) {
    if (bytes == 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** A zip of files, given as name → bytes. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const path = new TextEncoder().encode(name);
    const common = [[2, 20], [2, UTF8_NAMES], [2, 0], [2, 0], [2, DAY_ONE], [4, crc32(bytes)],
      [4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]];
    parts.push(numbers([4, 0x04034b50], ...common), path, bytes);
    directory.push(numbers([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path);
    offset += 30 + path.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(files).length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);
  return joined([...parts, ...directory, end]);
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const LARGEST = 200_000_000;
const ENCRYPTED = 1; // the flag of a file that has a password

const DAMAGED = "the zip file is damaged: save it again";

/** The files of a zip, name → bytes. Refused is what is none, is damaged, or too large when unpacked. */
export async function unzip(bytes) {
  try {
    return await unpacked(bytes);
  } catch (error) {
    throw error instanceof RangeError ? new Error(DAMAGED) : error; // its directory leads beyond its end
  }
}

async function unpacked(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) != 0x06054b50) end -= 1;
  if (end < 0) throw new Error("this is no zip file, or it breaks off");
  const files = Object.create(null);
  let at = view.getUint32(end + 16, true);
  let left = LARGEST;
  for (let number = view.getUint16(end + 10, true); number > 0; number -= 1) {
    if (view.getUint16(at + 8, true) & ENCRYPTED) throw new Error("the zip file has a password: pack it again without one");
    const method = view.getUint16(at + 10, true);
    const [sum, packed, size] = [16, 20, 24].map((place) => view.getUint32(at + place, true));
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + lengths[0]));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    left -= size;
    if (left < 0) throw new Error("the zip file is too large when it is unpacked");
    const inside = name.endsWith("/") ? null : await inflated(bytes.subarray(start, start + packed), method, size);
    if (inside && crc32(inside) != sum) throw new Error(DAMAGED);
    if (inside) files[name] = inside;
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return files;
}

/** A file as it was before it was packed: no more than its size, whatever comes out of it. */
async function inflated(bytes, method, size) {
  if (method == 0) return bytes;
  if (method != 8) throw new Error("the zip file is packed in a way that this page does not know");
  const whole = new Uint8Array(size);
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let at = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      whole.set(part.value, at); // throws beyond the size
      at += part.value.length;
    }
  } catch {
    reader.cancel().catch(() => {}); // of a stream that broke off there is nothing more to stop
    throw new Error(DAMAGED);
  }
  return whole.subarray(0, at);
}
