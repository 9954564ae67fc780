import FuzzDriver

fuzz { bytes in
    SchemaInput(bytes: Array(bytes)).check()
}
