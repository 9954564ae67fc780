// ws-wrapper's client against a conformance server: node client.mjs SCENARIO URL
import assert from "node:assert/strict"
import { once } from "node:events"
import { setTimeout as pause } from "node:timers/promises"
import WebSocket from "ws"
import WebSocketWrapper, { iterableHandler } from "ws-wrapper"
import { calculator, endless, numbers } from "./channels.mjs"
import { everything } from "./everything.mjs"

const [scenario, url] = process.argv.slice(2)

async function connect(wrapper = new WebSocketWrapper()) {
  wrapper.bind(new WebSocket(url))
  await once(wrapper, "open").catch(() => {})
  return wrapper
}

async function close(wrapper) {
  const closed = once(wrapper, "close")
  wrapper.disconnect(1000, "done")
  await closed
}

/** What a promise is rejected with; an error by its message, whatever else as it is. */
async function rejection(promise) {
  try {
    await promise
  } catch (error) {
    return error instanceof Error ? { ...error, message: error.message } : error
  }
  assert.fail("was not rejected")
}

async function collect(channel) {
  const values = []
  for await (const value of channel) values.push(value)
  return values
}

/** How a channel has ended; waits until it has. */
function end(channel) {
  const { closeSignal } = channel
  return closeSignal.aborted ? closeSignal.reason : once(closeSignal, "abort").then(() => closeSignal.reason)
}

/** What the server may ask of this client that is answered with a channel, where it runs with --reverse. */
function offerChannels(server) {
  server.on("numbers", iterableHandler(() => numbers(5)))
  server.on("endless", iterableHandler(endless))
  server.on("calculator", calculator)
}

const scenarios = {
  async requests() {
    const server = await connect()
    for (const value of [null, true, 0, -7, 1.5, 1e21, 5e-324, "", 'é "\u2028" 😀\n', [1, [2, []]], { a: { b: null } }]) {
      assert.deepEqual(await server.request("echo", value), value)
    }
    assert.equal(await server.request("echo", undefined), null)
    assert.equal(await server.request("add", 1, 2), 3)
    assert.equal(await server.request("add", 1, 2, null, undefined), 3)
    assert.equal(await server.request("half", 5), 2.5)
    assert.equal(await server.request("join", ["a", "b"]), "a,b")
    assert.equal(await server.request("join", ["a", "b"], undefined), "a,b")
    assert.equal(await server.request("join", ["a", "b"], "-"), "a-b")
    assert.equal(await server.request("greet", "Ada"), "Hello, Ada!")
    assert.equal(await server.request("greet", "Ada", null), "Hello, Ada!")
    assert.equal(await server.request("greet", "Lovelace", "Countess"), "Hello, Countess Lovelace!")
    assert.deepEqual(await server.request("roundTrip", everything), everything)
    assert.equal(await server.request("limited", { name: "abc", size: 3, tags: ["x", "y"] }), "abc/3/2")
    assert.equal(await server.request("user.typing", true), true)
    assert.equal(await server.of("named").request("open", "door"), "DOOR")
    assert.equal(await server.of("named").request("message", "text"), "TEXT")
    assert.deepEqual(await server.of("named").request("echo", [null]), [null])
    assert.equal(await server.of("lenient").request("add", 1.9, 2.9), 3)

    const order = []
    const slow = server.request("sleep", 200).then((value) => order.push("slow", value))
    await server.request("echo", "quick").then((value) => order.push(value))
    await slow
    assert.deepEqual(order, ["quick", "slow", undefined])
    await close(server)
  },

  async rejections() {
    const server = await connect()
    assert.deepEqual(await rejection(server.request("fail", "no luck")), { message: "no luck" })
    assert.equal(await rejection(server.request("refuse", "tooMany")), "tooMany")
    assert.deepEqual(await rejection(server.request("crash")), { message: "internal error" })
    assert.deepEqual(await rejection(server.request("nobody")), { message: "no event listener for 'nobody'" })
    assert.deepEqual(await rejection(server.of("nowhere").request("nobody", 1)), {
      message: "no event listener for 'nobody' on channel 'nowhere'",
    })
    for (const frame of [
      ["add", "1", 2],
      ["add", 1],
      ["add", 1.5, 2],
      ["refuse", "whatever"],
      ["roundTrip", { ...everything, tiny: 128 }],
      ["limited", { name: "abcdef", size: 3, tags: [] }],
      ["limited", { name: "abc", size: 11, tags: [] }],
      ["limited", { name: "abc", size: 3, tags: ["x", "y", "z"] }],
    ]) {
      console.log(frame[0], await rejection(server.request(...frame)))
    }
    server.emit("nobody", 1)
    server.emit("add", "not", "numbers")
    assert.equal(await server.request("echo", "still there"), "still there")
    await close(server)
  },

  async cancellation() {
    const server = await connect()
    for (const [reason, said] of [
      [new Error("changed my mind"), "changed my mind"],
      ["plain words", "plain words"],
      [undefined, "This operation was aborted"],
    ]) {
      const controller = new AbortController()
      const sleeping = server.signal(controller.signal).request("sleep", 10_000)
      await server.request("echo", "sleeping")
      controller.abort(reason)
      const error = await rejection(sleeping)
      assert.equal(error.message, "Request aborted")
      assert.equal(error.reason.message ?? error.reason, said)
    }
    const hurried = server.timeout(200).request("sleep", 10_000)
    await server.request("echo", "sleeping")
    assert.equal((await rejection(hurried)).message, "Request timed out")
    assert.equal((await rejection(server.signal(AbortSignal.abort()).request("sleep", 10_000))).message, "Request aborted")

    const late = new AbortController()
    await server.signal(late.signal).request("sleep", 50)
    late.abort()
    assert.equal(await server.request("cancelled"), 4)
    await close(server)
  },

  async asked() {
    const server = await connect()
    let answer = (question) => `about ${question}`
    server.on("answer", (question) => answer(question))
    assert.equal(await server.request("ask", "life"), "about life")
    answer = async (question) => `later about ${await server.request("echo", question)}`
    assert.equal(await server.request("ask", "everything"), "later about everything")
    for (const reply of [
      () => undefined,
      () => null,
      () => 42,
      () => { throw new Error("no idea") },
      async () => { throw "no idea, in plain words" },
      async () => { throw null },
    ]) {
      answer = reply
      console.log(String(reply), await rejection(server.request("ask", "that")))
    }
    server.removeAllListeners("answer")
    console.log("nobody", await rejection(server.request("ask", "nobody")))
    await close(server)
  },

  async events() {
    const first = await connect()
    const second = await connect()
    const heard = []
    const hears = (count) => new Promise((done) => (check = () => heard.length >= count && done()))
    let check = () => {}
    first.on("said", (text) => (heard.push(`first ${text}`), check()))
    second.on("said", (text) => (heard.push(`second ${text}`), check()))
    await second.request("echo", "here")
    let both = hears(2)
    assert.equal(await first.request("shout", "hello"), 2)
    await both
    both = hears(4)
    assert.equal(await second.request("shout", "hello yourself"), 2)
    await both
    assert.deepEqual(heard.toSorted(), ["first hello", "first hello yourself", "second hello", "second hello yourself"])

    for (const text of ["one", "two", "three"]) first.emit("note", text)
    assert.deepEqual(await first.request("notes"), ["one", "two", "three"])
    assert.deepEqual(await second.request("notes"), [])

    assert.equal(await first.request("tier"), "server.on")
    for (const tier of ["server.once", "client.on", "client.once"]) await first.request("arm", tier)
    const tiers = []
    for (let times = 0; times < 3; times++) tiers.push(await first.request("tier"))
    await first.request("disarm", "client.on")
    for (let times = 0; times < 2; times++) tiers.push(await first.request("tier"))
    assert.deepEqual(tiers, ["client.once", "client.on", "client.on", "server.once", "server.on"])
    await close(second)
    await close(first)
  },

  async streams() {
    const server = await connect()
    assert.deepEqual(await collect(await server.request("count", 50)), [...numbers(50)])
    assert.deepEqual(await collect(await server.request("count", 0)), [])

    const seen = []
    const failing = await server.request("failAfter", 3, "no more")
    const failure = rejection((async () => {
      for await (const value of failing) seen.push(value)
    })())
    assert.deepEqual(await failure, { message: "channel closed before iteration completed" })
    assert.deepEqual(seen, [1, 2, 3])
    assert.equal((await end(failing)).message, "no more")

    const forever = await server.request("forever")
    let last
    for await (const value of forever) {
      last = value
      if (value === 3) break
    }
    // Leaving the loop does not abort it.
    forever.abort(new Error("enough"))
    assert.equal(last, 3)
    assert.equal(await server.request("echo", "still there"), "still there")
    await close(server)
  },

  async conversations() {
    const server = await connect()
    const [first, second] = [await server.request("calculator"), await server.request("calculator")]
    assert.equal(await first.request("add", 40, 2.5), 42.5)
    assert.equal(await second.request("add", 1, 2), 3)
    const stored = new Promise((done) => first.on("stored", done))
    first.emit("store", 42.5)
    assert.equal(await stored, 42.5)
    assert.deepEqual(await rejection(first.request("echo", 1)), {
      message: "no event listener for 'echo' on channel '#1'",
    })
    first.emit("finish")
    assert.equal(await end(first), "closed")
    assert.throws(() => first.emit("finish"), { message: "Cannot emit on a closed channel" })
    second.abort(new Error("enough"))
    assert.equal(await server.request("echo", "still there"), "still there")
    await close(server)
  },

  async "both-sides"() {
    const server = await connect()
    offerChannels(server)
    const mine = await server.request("calculator")
    // Open, and not read before the end: the iterator holds a single value.
    const counting = await server.request("count", 3)
    assert.deepEqual(await server.request("gather", "numbers", 10), [1, 2, 3, 4, 5])
    assert.deepEqual(await server.request("gather", "endless", 3), [1, 2, 3])
    assert.equal(await server.request("consult"), "the sum was stored, closed")
    assert.equal(await mine.request("add", 1, 2), 3)
    assert.deepEqual(await collect(counting), [1, 2, 3])
    mine.emit("finish")
    assert.equal(await end(mine), "closed")
    await close(server)
  },

  // Not recorded: what comes when is up to the system.
  async simultaneous() {
    const server = await connect()
    offerChannels(server)
    await Promise.all(
      Array.from({ length: 25 }, async (_, index) => {
        const gathered = server.request("gather", "numbers", 10)
        const consulted = server.request("consult")
        assert.deepEqual(await collect(await server.request("count", 50)), [...numbers(50)])
        const channel = await server.request("calculator")
        assert.equal(await channel.request("add", 1, index), index + 1)
        channel.emit("finish")
        assert.equal(await end(channel), "closed")
        assert.deepEqual(await gathered, [1, 2, 3, 4, 5])
        assert.equal(await consulted, "the sum was stored, closed")
      }),
    )
    const forever = await server.request("forever")
    for await (const value of forever) if (value === 1000) break
    forever.abort()
    let asked = 1
    while ((await server.request("running")) > 0) asked += 1
    console.log("nothing runs any more after", asked, "times that it was asked")
    await close(server)
  },

  // Not recorded: what comes when is up to the system.
  async many() {
    const server = await connect()
    server.on("answer", async (question) => `about ${question}`)
    const all = (count, ask) => Promise.all(Array.from({ length: count }, (_, index) => ask(index)))
    await all(1000, () => server.request("sleep", 20))
    const answers = await all(1000, (index) => server.request("ask", `${index}`))
    assert.deepEqual(answers, Array.from({ length: 1000 }, (_, index) => `about ${index}`))
    const outcomes = await Promise.allSettled(Array.from({ length: 3000 }, () => server.request("sleep", 50)))
    const refused = outcomes.filter(({ status }) => status === "rejected").map(({ reason }) => reason.message)
    console.log(outcomes.length - refused.length, "of 3000 were answered, the others:", [...new Set(refused)])
    assert.equal(await server.request("running"), 0)

    const closed = new Promise((done) => server.once("close", (event) => done(event.code)))
    server.emit("note", "x".repeat(2 << 20))
    assert.equal(await closed, 1009)
  },

  async reconnecting() {
    const server = new WebSocketWrapper()
    server.emit("note", "before there is a socket")
    const early = server.request("notes")
    await connect(server)
    assert.deepEqual(await early, ["before there is a socket"])

    const ended = new Promise((done) => server.once("close", (event) => done([event.code, event.reason])))
    const unanswered = server.request("sleep", 60_000)
    server.emit("hangUp", 4001, "come again")
    assert.deepEqual(await ended, [4001, "come again"])
    const pending = await Promise.race([unanswered, pause(200, "still pending")])
    console.log("a request whose connection is gone:", pending)
    const failed = rejection(unanswered)
    server.abort()
    assert.equal((await failed).message, "Request aborted")

    server.emit("note", "between two sockets")
    await connect(server)
    assert.deepEqual(await server.request("notes"), ["between two sockets"])
    await close(server)
  },
}

await scenarios[scenario]()
console.log(`${scenario}: as expected`)
