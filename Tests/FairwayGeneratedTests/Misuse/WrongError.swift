import Fairway

func refuse() throws {
    throw Width.Refusal.tooMany
}

func complain() throws {
    throw Width.Single(only: 1)  // expect: thrown expression type 'Width.Single' does not conform to 'Error'
}
