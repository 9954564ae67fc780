import Foundation
import Workload

/// JSON text that is the same for values that mean the same: sorted keys, no members that are null.
func canonicalJSON(_ text: some Collection<UInt8>) throws -> Data {
    do {
        let value = try JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
        return try JSONSerialization.data(
            withJSONObject: withoutNulls(value),
            options: [.sortedKeys, .fragmentsAllowed]
        )
    } catch {
        throw Failure("no JSON: \(String(decoding: text.prefix(200), as: UTF8.self))")
    }
}

private func withoutNulls(_ value: Any) -> Any {
    switch value {
    case let object as [String: Any]: object.filter { !($0.value is NSNull) }.mapValues(withoutNulls)
    case let list as [Any]: list.map(withoutNulls)
    default: value
    }
}
