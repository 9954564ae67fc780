import Testing

@testable import FairwaySchema
