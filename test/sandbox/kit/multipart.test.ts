import { describe, expect, it } from 'vitest';
import { parseMultipart, partText } from '../../../src/sandbox/kit/multipart.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const type = 'multipart/form-data; boundary=x';

describe('parseMultipart', () => {
  it('splits fields and files, byte for byte', async () => {
    const raw = Uint8Array.from({ length: 256 }, (_item, index) => index);
    const form = new FormData();
    form.append('subject', 'Grüße ☃');
    form.append('tags[]', 'a');
    form.append('file', new Blob([raw], { type: 'image/png' }), 'a "b".png');
    const request = new Request('https://x.example.org', { method: 'POST', body: form });
    const contentType = request.headers.get('content-type') ?? '';
    const parts = parseMultipart(new Uint8Array(await request.arrayBuffer()), contentType);
    expect(parts.map((part) => [part.name, part.filename, part.contentType])).toEqual([
      ['subject', null, null],
      ['tags[]', null, null],
      ['file', 'a "b".png', 'image/png'],
    ]);
    expect(parts[0] === undefined ? null : partText(parts[0])).toBe('Grüße ☃');
    expect(parts[2]?.bytes).toEqual(raw);
  });

  it('takes a quoted boundary, and keeps empty values and inner line breaks', () => {
    const body = [
      '--a b\r\nContent-Disposition: form-data; name="one"\r\n\r\n',
      '\r\n--a b\r\nContent-Disposition: form-data; name="two"\r\n\r\nx\r\n--a\r\ny',
      '\r\n--a b--\r\n',
    ].join('');
    const parts = parseMultipart(bytesOf(body), 'multipart/form-data; boundary="a b"');
    expect(parts.map((part) => [part.name, partText(part)])).toEqual([
      ['one', ''],
      ['two', 'x\r\n--a\r\ny'],
    ]);
  });

  it('finds nothing without a boundary, and no part without a name or an end', () => {
    const part = '--x\r\nContent-Disposition: form-data; name="one"\r\n\r\n1';
    expect(parseMultipart(bytesOf(`${part}\r\n--x--`), 'multipart/form-data')).toEqual([]);
    expect(parseMultipart(bytesOf(part), type)).toEqual([]);
    const nameless = '--x\r\nContent-Type: text/plain\r\n\r\n1\r\n--x--';
    expect(parseMultipart(bytesOf(nameless), type)).toEqual([]);
    expect(parseMultipart(bytesOf(''), type)).toEqual([]);
  });
});
