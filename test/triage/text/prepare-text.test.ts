import { prepareText, triageTicket } from 'polydesk/triage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const own = 'The export is empty since Monday.\nError E-1042, button "Export all".';
const cases: readonly (readonly [string, string])[] = [
  ['English', 'On Mon, 5 Jan 2026 at 10:00, Ada <ada@example.com> wrote:\n> Try again'],
  ['broken in two lines', 'On Mon, 5 Jan 2026 at 10:00,\nAda <ada@example.com> wrote:\nTry again'],
  ['German', 'Am 05.01.2026 um 10:00 schrieb Ada Beispiel:\n> Bitte erneut'],
  ['French', 'Le lun. 5 janv. 2026 à 10:00, Ada <ada@example.com> a écrit :\n> Essayez'],
  ['Spanish', 'El lun, 5 ene 2026 a las 10:00, Ada (<ada@example.com>) escribió:\nHola'],
  ['Portuguese', 'Em seg., 5 de jan. de 2026 às 10:00, Ada <ada@example.com> escreveu:\nOi'],
  ['Italian', 'Il giorno lun 5 gen 2026 Ada <ada@example.com> ha scritto:\nCiao'],
  ['Dutch', 'Op ma 5 jan. 2026 om 10:00 schreef Ada <ada@example.com>:\nHallo'],
  ['Chinese', '在 2026年1月5日，Ada <ada@example.com> 写道：\n你好'],
  ['Japanese', '2026年1月5日(月) 10:00 Ada <ada@example.com>:\nこんにちは'],
  ['between dashes', '-----Original Message-----\nFrom: Ada\nold'],
  ['between dashes, German', '---- Ursprüngliche Nachricht ----\nalt'],
  ['headers', 'From: Ada <ada@example.com>\nSent: Monday\nTo: Bob\nSubject: Re\n\nold'],
  ['headers, German', 'Von: Ada\nGesendet: Montag\nAn: Bob\nBetreff: AW'],
  ['headers, French', 'De : Ada\nEnvoyé : lundi\nÀ : Bob\nObjet : RE'],
  ['headers, Chinese', '发件人：Ada\n发送时间：周一\n收件人：Bob\n主题：回复'],
  ['bold headers', '*From:* Ada\n*Date:* Monday'],
];

describe('C.3: quoted replies', () => {
  it.each(cases)('%s', (_, quoted) => {
    expect(prepareText(`${own}\n\n${quoted}`)).toEqual({ text: own, removed: ['quoted_reply'] });
  });

  it('lines with > go, answers between them stay', () => {
    expect(prepareText('> Which file?\nThe second.\n> And when?\nToday.').text).toBe(
      'The second.\nToday.',
    );
  });

  it.each([
    'From: the start it was slow',
    'On Monday my colleague wrote: it works',
    'Am Montag',
    'To whom it may concern: I want a refund.',
    'a < b and c > d',
    '-- not a signature, a dash',
  ])('ordinary sentences stay: %s', (text) => {
    expect(prepareText(text)).toEqual({ text, removed: [] });
  });
});

describe('C.3: signatures', () => {
  it.each([
    '-- \nAda Example\nExample Ltd\n+1 555 0100',
    'Best regards,\nAda Example\nHead of Examples',
    'Mit freundlichen Grüßen\nAda Beispiel',
    'Cordialement,\nAda',
    'Saludos cordiales,\nAda',
    'Atenciosamente,\nAda',
    '此致\nAda',
    'よろしくお願いします。\nAda',
    'Sent from my iPhone',
    'Von meinem iPhone gesendet',
    'Envoyé de mon iPhone',
    '发自我的 iPhone',
  ])('%j', (signature) => {
    expect(prepareText(`${own}\n\n${signature}`)).toEqual({ text: own, removed: ['signature'] });
  });

  it('thanks in the middle of a message are none', () => {
    const text = `Hello\nThanks,\n${'I still have a long question about the export of reports that needs some explanation. '}\nBye`;
    expect(prepareText(text).removed).toEqual([]);
    expect(prepareText('Hello\nThanks\nCan you call me?').removed).toEqual([]);
  });
});

describe('C.3: markup and links', () => {
  it('HTML becomes text, quoted blocks go', () => {
    const html =
      '<div>Hello &amp; good day,<br>it <b>fails</b> &lt;again&gt;</div><style>p{}</style>' +
      '<blockquote><p>old</p></blockquote>';
    const { text, removed } = prepareText(html);
    expect(text).toBe('Hello & good day,\nit fails <again>');
    expect(removed).toEqual(['html']);
  });

  it('what stands between and after quotes in quotes goes with the outer one', () => {
    const html =
      '<p>Mine</p><blockquote>a <blockquote>b</blockquote> c</blockquote><p>Also mine</p>' +
      '<blockquote>never closed';
    expect(prepareText(html).text).toBe('Mine\n\n Also mine\n never closed');
  });

  it('letters that grow in lower case move no place', () => {
    const html = '<p>İİİİ tamam</p><blockquote>old</blockquote><p>Yeni</p>';
    expect(prepareText(html).text).toBe('İİİİ tamam\n\n Yeni');
  });

  it('an unclosed element is left alone', () => {
    expect(prepareText('<p>a</p><style>b').text).toBe('a\n b');
  });

  it('links that count clicks go, others stay', () => {
    const text = 'see https://example.com/a and https://click.example.com/x?y=1 now';
    expect(prepareText(text)).toEqual({
      text: 'see https://example.com/a and now',
      removed: ['tracking_link'],
    });
    expect(prepareText('at https://example.com/?utm_source=mail !').text).toBe('at !');
  });

  it('never leaves nothing', () => {
    for (const text of ['> only a quote', '<p></p>', 'Sent from my iPhone', ''])
      expect(prepareText(text)).toEqual({ text, removed: [] });
  });

  it('long hostile texts take time in proportion', () => {
    const start = performance.now();
    for (const part of ['<style', '<a ', '-----', '> ', 'On ', '在 ', '<', 'http://', 'de: a\n'])
      prepareText(part.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(8000);
  });

  it('keeps or shortens any text, and twice is once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(own, '> q', '-- ', 'From: a', 'To: b', 'x', '')),
        (parts) => {
          const text = parts.join('\n');
          const once = prepareText(text).text;
          expect(once.length).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1000 : 100 },
    );
  });
});

describe('C.2, C.4: triage reads the own words', () => {
  const ticket = (description: string) => ({
    subject: 'Re: your question',
    description,
    tags: [],
    metadata: { plan: null, mrr: null },
  });

  it('a quoted wish to leave is not the own one', async () => {
    const quoted =
      'All fine now, we stay.\n\nOn Monday Ada wrote:\n> Please cancel my subscription';
    expect((await triageTicket(ticket(quoted))).cancellation).toBeNull();
    const text = `> Anything else?\nPlease cancel my subscription.`;
    const { cancellation } = await triageTicket(ticket(text));
    const whole = `Re: your question\n\n${text}`;
    expect(whole.slice(cancellation?.span.start, cancellation?.span.end)).toBe(
      'cancel my subscription',
    );
  });

  it('a phrase broken by markup is placed in the whole text', async () => {
    const { cancellation } = await triageTicket(
      ticket('<p>please cancel my <b>subscription</b></p>'),
    );
    expect(cancellation?.span.start).toBe(0);
  });

  it('C.3: key words of a quoted answer give no category', async () => {
    const own = 'Here is the screenshot that you asked for.';
    const quoted = '\n\nOn Monday Ada wrote:\n> Do you need an invoice? A refund takes a week.';
    expect((await triageTicket(ticket(own + quoted))).category).toBe('other');
    expect((await triageTicket(ticket(quoted))).category).toMatch(/^billing/);
  });

  it('the language is that of the own words', async () => {
    const text =
      'Das hat leider nicht geholfen.\n\nOn Monday Ada wrote:\n> Please try it again and tell us what the error is.';
    expect((await triageTicket({ ...ticket(text), subject: '' })).language.language).toBe('de');
  });
});
