// A server of ws-server-wrapper-go's for a Fairway client: server PORT
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"time"

	wrapper "github.com/bminer/ws-server-wrapper-go"
	"github.com/bminer/ws-server-wrapper-go/adapters/gorilla"
	"github.com/gorilla/websocket"
)

// what the server keeps of one client
type memory struct {
	mutex     sync.Mutex
	cancelled int
	notes     []string
}

func (m *memory) note(text string) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.notes = append(m.notes, text)
}

func remembered(ctx context.Context) (*wrapper.Client, *memory) {
	client := wrapper.ClientFromContext(ctx)
	return client, client.Get("memory").(*memory)
}

// The events of the conformance schema that the recorded Fairway client uses.
func register(server *wrapper.Server, count func() int) {
	server.On("echo", func(value any) (any, error) { return value, nil })
	server.On("add", func(a, b int) (int, error) { return a + b, nil })
	server.On("half", func(value float64) (float64, error) { return value / 2, nil })
	server.On("join", func(parts []string, separator string) (string, error) {
		return strings.Join(parts, separator), nil
	})
	server.On("greet", func(name, title string) (string, error) { return "Hello, " + title + " " + name + "!", nil })
	server.On("roundTrip", func(value any) (any, error) { return value, nil })
	server.On("user.typing", func(typing bool) (bool, error) { return typing, nil })
	server.On("fail", func(message string) error { return errors.New(message) })
	server.On("refuse", func(why string) error { return errors.New(why) })
	server.On("crash", func() (any, error) { return nil, errors.New("internal error") })
	server.On("sleep", func(ctx context.Context, milliseconds int) error {
		client, memory := remembered(ctx)
		if milliseconds > 1000 {
			if err := client.Emit(ctx, "said", "sleeping"); err != nil {
				return err
			}
		}
		select {
		case <-time.After(time.Duration(milliseconds) * time.Millisecond):
			return nil
		case <-ctx.Done():
			memory.mutex.Lock()
			defer memory.mutex.Unlock()
			memory.cancelled++
			fmt.Println("a sleep was cancelled:", context.Cause(ctx))
			return context.Cause(ctx)
		}
	})
	server.On("cancelled", func(ctx context.Context) (int, error) {
		_, memory := remembered(ctx)
		memory.mutex.Lock()
		defer memory.mutex.Unlock()
		return memory.cancelled, nil
	})
	server.On("note", func(ctx context.Context, text string) error {
		_, memory := remembered(ctx)
		memory.note(text)
		return nil
	})
	server.On("notes", func(ctx context.Context) ([]string, error) {
		_, memory := remembered(ctx)
		memory.mutex.Lock()
		defer memory.mutex.Unlock()
		return memory.notes, nil
	})
	server.On("ask", func(ctx context.Context, question string) (any, error) {
		return wrapper.ClientFromContext(ctx).Request(ctx, "answer", question)
	})
	server.On("hurry", func(ctx context.Context, question string) (string, error) {
		hurried, stop := context.WithTimeout(ctx, 50*time.Millisecond)
		defer stop()
		_, err := wrapper.ClientFromContext(ctx).Request(hurried, "answer", question)
		return err.Error(), nil
	})
	server.On("shout", func(ctx context.Context, text string) (int, error) {
		return count(), errors.Join(failures(server.Emit(ctx, "said", text))...)
	})
	server.On("hangUp", func(ctx context.Context, status int, reason string) error {
		return wrapper.ClientFromContext(ctx).Close(wrapper.StatusCode(status), reason)
	})
	// Beyond the schema: what opens channels at the client, of which this library knows nothing.
	server.On("gather", func(ctx context.Context, stream string, limit int) (any, error) {
		return wrapper.ClientFromContext(ctx).Request(ctx, stream)
	})
	server.On("consult", func(ctx context.Context) (any, error) {
		return wrapper.ClientFromContext(ctx).Request(ctx, "calculator")
	})
	for _, event := range []string{"open", "message"} {
		server.Of("named").On(event, func(value string) (string, error) { return strings.ToUpper(value), nil })
	}
	server.Of("named").On("echo", func(value any) (any, error) { return value, nil })
}

func failures(of []wrapper.ClientError) (all []error) {
	for _, failure := range of {
		all = append(all, failure)
	}
	return
}

func main() {
	var mutex sync.Mutex
	clients := 0
	change := func(by int) int {
		mutex.Lock()
		defer mutex.Unlock()
		clients += by
		return clients
	}
	server := wrapper.NewServer()
	server.On("open", func(client *wrapper.Client) {
		change(1)
		client.Set("memory", &memory{notes: []string{}})
	})
	server.On("close", func(_ *wrapper.Client, status wrapper.StatusCode, reason string, byUser bool) {
		change(-1)
		fmt.Println("closed:", status, reason, byUser)
	})
	server.On("error", func(_ *wrapper.Client, err error) { fmt.Println("error:", err) })
	register(server, func() int { return change(0) })

	upgrader := websocket.Upgrader{Subprotocols: []string{"ws-wrapper"}}
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		connection, err := upgrader.Upgrade(response, request, nil)
		if err != nil {
			log.Println(err)
			return
		}
		if err := server.Accept(gorilla.Wrap(connection)); err != nil {
			log.Println(err)
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on ws://%s/\n", listener.Addr())
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	go http.Serve(listener, nil)
	<-interrupted
	server.Close()
}
