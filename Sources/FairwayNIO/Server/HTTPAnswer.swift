import NIOCore
import NIOHTTP1

/// A short answer in plain text, after which the connection ends.
struct HTTPAnswer: Equatable {
    var status: HTTPResponseStatus
    var text: String
    /// Fields that it has besides the usual ones.
    var headers: HTTPHeaders

    init(_ status: HTTPResponseStatus, _ text: String, headers: HTTPHeaders = [:]) {
        self.status = status
        self.text = text
        self.headers = headers
    }

    /// The parts of the answer to a request with that method.
    func parts(for method: HTTPMethod) -> [HTTPServerResponsePart] {
        let body = ByteBuffer(string: text + "\n")
        var fields = headers
        fields.add(name: "Connection", value: headers.contains(name: "Upgrade") ? "upgrade, close" : "close")
        fields.add(name: "Content-Type", value: "text/plain; charset=utf-8")
        fields.add(name: "Content-Length", value: "\(body.readableBytes)")
        let head = HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: status, headers: fields))
        return method == .HEAD ? [head, .end(nil)] : [head, .body(.byteBuffer(body)), .end(nil)]
    }
}
