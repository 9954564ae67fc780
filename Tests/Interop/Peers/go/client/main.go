// ws-server-wrapper-go's client against a conformance server: client SCENARIO URL
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"reflect"
	"slices"
	"sync"
	"time"

	wrapper "github.com/bminer/ws-server-wrapper-go"
	"github.com/bminer/ws-server-wrapper-go/adapters/gorilla"
	"github.com/gorilla/websocket"
)

var background = context.Background()

func bind(client *wrapper.Client, url string) *wrapper.Client {
	dialer := websocket.Dialer{Subprotocols: []string{"ws-wrapper"}}
	connection, _, err := dialer.Dial(url, nil)
	if err != nil {
		log.Fatal(err)
	}
	client.Bind(gorilla.Wrap(connection))
	return client
}

func finish(client *wrapper.Client) {
	if err := client.Close(wrapper.StatusNormalClosure, "done"); err != nil {
		log.Fatal(err)
	}
}

func expect(what string, got, wanted any) {
	if !reflect.DeepEqual(got, wanted) {
		log.Fatalf("%s: got %#v, not %#v", what, got, wanted)
	}
}

func answer(channel wrapper.ClientChannel, arguments ...any) any {
	result, err := channel.Request(background, arguments...)
	if err != nil {
		log.Fatalf("%v: %v", arguments, err)
	}
	return result
}

func rejection(channel wrapper.ClientChannel, arguments ...any) string {
	result, err := channel.Request(background, arguments...)
	if err == nil {
		log.Fatalf("%v was answered: %v", arguments, result)
	}
	fmt.Println(arguments[0], "->", err)
	return err.Error()
}

func emit(channel wrapper.ClientChannel, arguments ...any) {
	if err := channel.Emit(background, arguments...); err != nil {
		log.Fatalf("%v: %v", arguments, err)
	}
}

const everything = `{
	"text": "é \"\\\" 😀", "flag": true, "count": -3, "tiny": -128, "big": -9007199254740993, "huge": "9007199254740993",
	"ratio": 0.1, "at": "2024-02-29T12:30:15.250Z", "took": 1.5, "id": "0e5a3f9c-1b7d-4c28-9f60-a1b2c3d4e5f6",
	"link": "https://example.com/a?b=c#d", "bytes": "AP+Q", "anything": {"nested": [null, 1.5, "x"]}, "maybe": null,
	"list": [1, 2, 3], "grid": [[1.5, 2], []], "table": {"one": 1}, "color": "violet",
	"shape": {"path": [{"x": 1, "y": 2.5}]}, "node": {"value": 1, "children": []}
}`

func requests(url string) {
	client := bind(wrapper.NewClient(nil), url)
	main := client.ClientChannel
	for _, value := range []any{nil, true, 0.0, -7.0, 1.5, "", "é <\u2028> 😀\n", []any{1.0, []any{}}, map[string]any{"a": nil}} {
		expect("echo", answer(main, "echo", value), value)
	}
	expect("add", answer(main, "add", 1, 2), 3.0)
	expect("half", answer(main, "half", 5), 2.5)
	expect("join", answer(main, "join", []string{"a", "b"}), "a,b")
	expect("join", answer(main, "join", []string{"a", "b"}, nil), "a,b")
	expect("join", answer(main, "join", []string{}, "-"), "")
	expect("greet", answer(main, "greet", "Ada"), "Hello, Ada!")
	expect("greet", answer(main, "greet", "Ada", nil), "Hello, Ada!")
	expect("greet", answer(main, "greet", "Lovelace", "Countess"), "Hello, Countess Lovelace!")
	returned := answer(main, "roundTrip", json.RawMessage(everything)).(map[string]any)
	expect("fallback", returned["fallback"], "none given")
	expect("tiny", returned["tiny"], -128.0)
	expect("limited", answer(main, "limited", map[string]any{"name": "abc", "size": 3, "tags": []string{"x"}}), "abc/3/1")
	expect("user.typing", answer(main, "user.typing", true), true)
	expect("named open", answer(client.Of("named"), "open", "door"), "DOOR")
	expect("named echo", answer(client.Of("named"), "echo", nil), nil)
	expect("lenient add", answer(client.Of("lenient"), "add", 1.9, 2.9), 3.0)
	expect("sleep", answer(main, "sleep", 1), nil)
	finish(client)
}

func rejections(url string) {
	client := bind(wrapper.NewClient(nil), url)
	main := client.ClientChannel
	expect("fail", rejection(main, "fail", "no luck"), "no luck")
	expect("refuse", rejection(main, "refuse", "notAllowed"), "notAllowed")
	expect("crash", rejection(main, "crash"), "internal error")
	expect("nobody", rejection(main, "nobody"), "no event listener for 'nobody'")
	expect("nowhere", rejection(client.Of("nowhere"), "nobody"), "no event listener for 'nobody' on channel 'nowhere'")
	rejection(main, "add", "1", 2)
	rejection(main, "add", nil, 2)
	rejection(main, "limited", map[string]any{"name": "a", "size": 3, "tags": []string{}})
	rejection(main, "limited", map[string]any{"name": "abc", "size": 3, "tags": nil})
	emit(main, "nobody", 1)
	expect("echo", answer(main, "echo", "still there"), "still there")
	finish(client)
}

// Returns once the server sleeps; the channel gets how it ended.
func sleep(ctx context.Context, main wrapper.ClientChannel) <-chan error {
	ended := make(chan error, 1)
	go func() {
		_, err := main.Request(ctx, "sleep", 60_000)
		ended <- err
	}()
	time.Sleep(100 * time.Millisecond)
	answer(main, "echo", "sleeping")
	return ended
}

func cancellation(url string) {
	client := bind(wrapper.NewClient(nil), url)
	main := client.ClientChannel
	cause := errors.New("changed my mind")
	cancellable, cancel := context.WithCancelCause(background)
	sleeping := sleep(cancellable, main)
	cancel(cause)
	expect("a cancelled sleep", errors.Is(<-sleeping, cause), true)

	hurried, stop := context.WithTimeout(background, 300*time.Millisecond)
	defer stop()
	expect("a sleep out of time", errors.Is(<-sleep(hurried, main), context.DeadlineExceeded), true)
	expect("cancelled", answer(main, "cancelled"), 2.0)
	finish(client)
}

func asked(url string) {
	client := bind(wrapper.NewClient(nil), url)
	main := client.ClientChannel
	main.On("answer", func(question string) (string, error) { return "about " + question, nil })
	expect("ask", answer(main, "ask", "life"), "about life")
	main.On("answer", func(ctx context.Context, question string) (any, error) {
		return main.Request(ctx, "echo", "later about "+question)
	})
	expect("ask", answer(main, "ask", "everything"), "later about everything")
	main.On("answer", func(question string) error { return errors.New("no idea") })
	rejection(main, "ask", "that")
	main.On("answer", func(question string) error { return nil })
	rejection(main, "ask", "nothing")
	main.On("answer", func(question int) (int, error) { return question, nil })
	rejection(main, "ask", "a number")
	main.On("answer", func() (string, error) { return "", nil })
	rejection(main, "ask", "no argument")
	main.On("answer", nil)
	rejection(main, "ask", "nobody")
	finish(client)
}

func events(url string) {
	heard := make(chan string, 8)
	listen := func(name string) *wrapper.Client {
		client := wrapper.NewClient(nil)
		client.On("said", func(text string) error { heard <- name + " " + text; return nil })
		return bind(client, url)
	}
	first, second := listen("first"), listen("second")
	answer(second.ClientChannel, "echo", "here")
	expect("shout", answer(first.ClientChannel, "shout", "hello"), 2.0)
	both := []string{<-heard, <-heard}
	slices.Sort(both)
	expect("said", both, []string{"first hello", "second hello"})

	for _, text := range []string{"one", "two", "three"} {
		emit(first.ClientChannel, "note", text)
	}
	expect("notes", answer(first.ClientChannel, "notes"), []any{"one", "two", "three"})
	expect("notes", answer(second.ClientChannel, "notes"), []any{})

	for _, tier := range []string{"server.once", "client.on", "client.once"} {
		answer(first.ClientChannel, "arm", tier)
	}
	for _, tier := range []string{"client.once", "client.on"} {
		expect("tier", answer(first.ClientChannel, "tier"), tier)
	}
	answer(first.ClientChannel, "disarm", "client.on")
	for _, tier := range []string{"server.once", "server.on"} {
		expect("tier", answer(first.ClientChannel, "tier"), tier)
	}
	finish(second)
	finish(first)
}

func reconnecting(url string) {
	client := wrapper.NewClient(nil)
	closed := make(chan string, 1)
	client.On("close", func(_ *wrapper.Client, status wrapper.StatusCode, reason string, byUser bool) {
		closed <- fmt.Sprint(status, " ", reason, " ", byUser)
	})
	bind(client, url)
	unanswered := sleep(background, client.ClientChannel)
	emit(client.ClientChannel, "hangUp", 4001, "come again")
	fmt.Println("closed:", <-closed)
	fmt.Println("a request whose connection is gone:", <-unanswered)
	fmt.Println("an event without a connection:", client.Emit(background, "note", "lost"))
	bind(client, url)
	expect("notes", answer(client.ClientChannel, "notes"), []any{})
	finish(client)
	fmt.Println("closed:", <-closed)
}

// This library knows no anonymous channels: it takes an answer that opens one for an answer without a value, and an event
// on one for an event on the main channel.
func channels(url string) {
	heard := make(chan string, 1)
	client := wrapper.NewClient(nil)
	client.On("hello", func() error { heard <- "hello"; return nil })
	bind(client, url)
	main := client.ClientChannel
	expect("count", answer(main, "count", 3), nil)
	expect("calculator", answer(main, "calculator"), nil)
	expect("welcome", answer(main, "welcome"), nil)
	expect("what was said in the conversation", <-heard, "hello")
	expect("gather", rejection(main, "gather", "numbers", 3), "internal error")
	main.On("numbers", func() (int, error) { return 5, nil })
	expect("gather", rejection(main, "gather", "numbers", 3), "internal error")
	expect("consult", rejection(main, "consult"), "internal error")
	expect("echo", answer(main, "echo", "still there"), "still there")
	finish(client)
}

// Not recorded: what comes when is up to the system.
func many(url string) {
	client := wrapper.NewClient(nil)
	client.On("answer", func(question string) (string, error) { return "about " + question, nil })
	bind(client, url)
	var all sync.WaitGroup
	for index := range 500 {
		all.Add(1)
		go func() {
			defer all.Done()
			question := fmt.Sprint(index)
			expect("ask", answer(client.ClientChannel, "ask", question), "about "+question)
		}()
	}
	all.Wait()
	expect("running", answer(client.ClientChannel, "running"), 0.0)
	finish(client)
}

func main() {
	log.SetFlags(0)
	scenarios := map[string]func(string){
		"requests": requests, "rejections": rejections, "cancellation": cancellation,
		"asked": asked, "events": events, "reconnecting": reconnecting, "channels": channels,
		"many": many,
	}
	scenario, exists := scenarios[os.Args[1]]
	if !exists {
		log.Fatalf("no scenario is called %s", os.Args[1])
	}
	scenario(os.Args[2])
	fmt.Printf("%s: as expected\n", os.Args[1])
}
