import FuzzDriver

fuzz { bytes in
    let input = JSONInput(bytes: bytes)
    input.checkText()
    input.checkReading()
    input.checkFrame()
    input.checkTypes()
}
