// What both the client and the server answer with channels.
import { setTimeout as pause } from "node:timers/promises"

export function* numbers(last) {
  for (let number = 1; number <= last; number++) yield number
}

/** Without an end, and with room between its values for what comes in. */
export async function* endless() {
  for (let number = 1; ; number++) {
    yield number
    await pause(5)
  }
}

/** The handler of a request for a conversation, in which two events are not the schema's: other ways to end it. */
export function calculator() {
  const channel = this.channel()
  channel.on("add", (a, b) => a + b)
  channel.on("store", (value) => void channel.emit("stored", value))
  channel.on("finish", () => void channel.abort("closed"))
  channel.on("break", (words) => void channel.abort(new Error(words)))
  channel.on("leave", () => void channel.close())
  return channel
}
