// Reads server-sent events from the answer to a POST, which EventSource cannot do.

export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (waiting + value).split("\n\n");
    waiting = parts.pop();
    yield* parts.map(event);
  }
}

function event(text) {
  const lines = text.split("\n");
  const of = (name) => lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  return { name: of("event")[0], data: of("data").join("\n") };
}
