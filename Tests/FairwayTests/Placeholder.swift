import Testing

@testable import Fairway
