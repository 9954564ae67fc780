import CLibFuzzer
import Foundation

/// Runs the fuzzing engine with the command line of this process until it is done, and ends the process.
///
/// - Parameter test: takes one input, whose bytes live as long as the call.
public func fuzz(_ test: @escaping (UnsafeRawBufferPointer) -> Void) -> Never {
    Driver.test = test
    var count = CommandLine.argc
    // The engine keeps the pointer for itself, and the arguments of a process live as long as it does.
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
        LLVMFuzzerRunDriver(&count, &arguments) { data, size in
            Driver.test(UnsafeRawBufferPointer(start: data, count: size))
            return 0
        }
    )
}

/// Ends the process where a property does not hold, which the engine takes for a finding.
public func require(_ condition: Bool, _ property: @autoclosure () -> String) {
    if !condition { fatalError("does not hold: \(property())") }
}

private enum Driver {
    /// Set once before the engine starts, which calls on a single thread; a C function carries no context.
    nonisolated(unsafe) static var test: (UnsafeRawBufferPointer) -> Void = { _ in }
}
