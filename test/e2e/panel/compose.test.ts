import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { converse, heard, type Stage, setStage } from './panel-page.ts';

describe.each(BROWSERS)('writing messages in %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  beforeEach(async () => {
    await stage.reset();
    stage.demo.log.clear();
    await converse(stage.panel, `${stage.sockets}echo`, ['hello']);
    await stage.panel.waitForRows('Connections', 2);
    await stage.panel.clickRow('Connections', 3);
  });
  afterAll(() => stage.close());

  const received = () =>
    stage.demo.log.sockets.flatMap(({ frames }) => frames.filter(({ from }) => from === 'page'));

  it('sends text to the server', async () => {
    const { panel } = stage;
    await panel.type('textbox', 'Message', 'from the panel');
    await panel.click('button', 'Send');
    await panel.waitForRows('Frames', 4);
    expect(received().at(-1)).toMatchObject({ opcode: 1, data: Buffer.from('from the panel') });
    await until('the echo in the page', async () => (await heard(panel)).includes('from the panel'));
  });

  it('hands a message to the page as if from the server', async () => {
    const { panel } = stage;
    await panel.type('textbox', 'Message', 'as if');
    await panel.click('button', 'Receive');
    await panel.waitForRows('Frames', 3);
    expect(await heard(panel)).toEqual(['hello', 'as if']);
    expect(received()).toHaveLength(1);
  });

  it('sends bytes typed in hex', async () => {
    const { panel } = stage;
    await panel.click('radio', 'Hex');
    await panel.type('textbox', 'Message', '00 ff 7f');
    await panel.click('button', 'Send');
    await panel.waitForRows('Frames', 4);
    expect(received().at(-1)).toMatchObject({ opcode: 2, data: Buffer.from([0, 255, 127]) });
    await panel.click('radio', 'Text');
  });

  it('sends bytes typed in base64', async () => {
    const { panel } = stage;
    await panel.click('radio', 'Base64');
    await panel.type('textbox', 'Message', 'AP9/');
    await panel.click('button', 'Send');
    await panel.waitForRows('Frames', 4);
    expect(received().at(-1)).toMatchObject({ opcode: 2, data: Buffer.from([0, 255, 127]) });
    await panel.click('radio', 'Text');
  });

  it('resends a frame', async () => {
    const { panel } = stage;
    await panel.clickRow('Frames', 2);
    await panel.click('button', 'Resend');
    await panel.waitForRows('Frames', 4);
    expect(received().map(({ data }) => String(data))).toEqual(['hello', 'hello']);
  });

  it('edits a frame and sends it', async () => {
    const { panel } = stage;
    await panel.clickRow('Frames', 2);
    await panel.click('button', 'Edit');
    await until(
      'the payload in the box',
      async () =>
        (await panel.read('textbox', 'Message', (box) => (box as HTMLTextAreaElement).value)) === 'hello',
    );
    await panel.type('textbox', 'Message', 'hello again');
    await panel.click('button', 'Send');
    await panel.waitForRows('Frames', 4);
    expect(String(received().at(-1)?.data)).toBe('hello again');
  });

  it('closes the connection', async () => {
    const { panel } = stage;
    await panel.click('button', 'Close connection');
    await until('the close', async () => stage.demo.log.sockets.at(-1)?.closed);
    expect(stage.demo.log.sockets.at(-1)?.closed).toMatchObject({ code: 1000 });
    await until('Send to be disabled', () =>
      panel.read('button', 'Send', (button) => (button as HTMLButtonElement).disabled),
    );
  });
});
