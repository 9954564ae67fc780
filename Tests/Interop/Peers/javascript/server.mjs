// A server of ws-wrapper's for a Fairway client: node server.mjs PORT
import { setTimeout as pause } from "node:timers/promises"
import { WebSocketServer } from "ws"
import WebSocketWrapper, { iterableHandler } from "ws-wrapper"
import { calculator, endless, numbers } from "./channels.mjs"

const wrappers = new Set()

/** The events of the conformance schema that the recorded Fairway client uses. */
function register(client) {
  let cancelled = 0
  const notes = []
  client.on("echo", (value) => value)
  client.on("add", (a, b) => a + b)
  client.on("half", (value) => value / 2)
  client.on("join", (parts, separator) => parts.join(separator))
  client.on("greet", (name, title) => (title == null ? `Hello, ${name}!` : `Hello, ${title} ${name}!`))
  client.on("roundTrip", (value) => value)
  client.on("user.typing", async (typing) => typing)
  client.on("fail", (message) => {
    throw Object.assign(new Error(message), { code: "lost in transit" })
  })
  client.on("refuse", (why) => {
    throw why
  })
  client.on("crash", async () => {
    throw null
  })
  client.on("sleep", async function (milliseconds) {
    if (milliseconds > 1000) client.emit("said", "sleeping")
    try {
      await pause(milliseconds, undefined, { signal: this.signal })
    } catch (error) {
      cancelled += 1
      console.log("a sleep was cancelled:", this.signal.reason)
      throw error
    }
  })
  client.on("cancelled", () => cancelled)
  client.on("note", (text) => void notes.push(text))
  client.on("notes", () => notes)
  client.on("ask", (question) => client.request("answer", question))
  client.on("hurry", async (question) => {
    try {
      return await client.timeout(50).request("answer", question)
    } catch (error) {
      return error.message
    }
  })
  client.on("shout", (text) => {
    for (const wrapper of wrappers) wrapper.emit("said", text)
    return wrappers.size
  })
  client.on("hangUp", (status, reason) => void client.disconnect(status, reason))
  client.on("count", iterableHandler(numbers))
  client.on("failAfter", iterableHandler(function* (values, message) {
    yield* numbers(values)
    throw new Error(message)
  }))
  client.on("forever", iterableHandler(endless))
  client.on("calculator", calculator)
  // Beyond the schema: what opens channels at the client.
  client.on("gather", async (stream, limit) => {
    const values = []
    const channel = await client.request(stream)
    for await (const value of channel) {
      values.push(value)
      if (values.length === limit) break
    }
    // Leaving the loop does not abort it.
    if (values.length === limit) channel.abort("enough")
    return values
  })
  client.on("consult", async () => {
    const channel = await client.request("calculator")
    const stored = new Promise((done) => channel.on("stored", done))
    const sum = await channel.request("add", 40, 2)
    channel.emit("store", sum)
    const value = await stored
    const ended = new Promise((done) => channel.closeSignal.addEventListener("abort", done))
    channel.emit("finish")
    await ended
    return `${value === sum ? "the sum" : value} was stored, ${channel.closeSignal.reason}`
  })
  client.of("named").on("open", (value) => value.toUpperCase())
  client.of("named").on("message", (value) => value.toUpperCase())
  client.of("named").on("echo", (value) => value)
}

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2] ?? 0) }, () =>
  console.log(`listening on ws://127.0.0.1:${server.address().port}/`),
)
server.on("connection", (socket, request) => {
  console.log("subprotocol offered:", request.headers["sec-websocket-protocol"], "agreed:", socket.protocol)
  const wrapper = new WebSocketWrapper(socket)
  wrappers.add(wrapper)
  wrapper.on("close", (event) => {
    console.log("closed:", event.code, event.reason)
    wrappers.delete(wrapper)
  })
  register(wrapper)
})
process.once("SIGINT", () => {
  for (const wrapper of wrappers) wrapper.disconnect(1001, "server is closing")
  server.close()
})
