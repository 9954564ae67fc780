import Testing

@testable import FairwaySchema

@Suite("Imports")
struct ImportTests {
    private static let header = "fairway: 1\n"

    private func load(_ files: [String: String], path: String = "app.yaml", packages: [String] = []) -> SchemaResult {
        let access = SchemaFileAccess(
            read: { path throws(SchemaFileError) in
                guard let text = files[path] else { throw SchemaFileError(message: "no such file") }
                return Array((Self.header + text).utf8)
            },
            canonicalPath: { SchemaPath.normalized("/" + $0) },
            packageFolder: { path in packages.filter { path.hasPrefix($0 + "/") }.max { $0.count < $1.count } }
        )
        return SchemaLoader(files: access).load(path: path)
    }

    private let shapes = [
        "app.yaml": "imports: [lines.yaml]\ntypes: { A: Line }\ntoServer: { draw: { args: { line: A } } }\n",
        "lines.yaml": "imports: [points.yaml]\ntypes: { Line: { fields: { from: Point } }, Idle: int }\n",
        "points.yaml": "types: { Point: { fields: { x: int } } }\n",
    ]

    @Test("A type of another schema is named with that schema's namespace")
    func references() throws {
        let schema = try #require(load(shapes).schema)
        #expect(schema.types.map(\.name.identifier) == ["A"])
        guard case .alias(let target) = schema.types[0].kind else {
            Issue.record("A is no alias")
            return
        }
        #expect(target == .imported(namespace: SwiftName(identifier: "Lines"), name: SwiftName(identifier: "Line")))
    }

    @Test("The schemas that one reaches stand each after those that it imports, with all of their types")
    func reached() throws {
        let imports = try #require(load(shapes).schema).imports
        #expect(imports.map(\.name.identifier) == ["Points", "Lines"])
        #expect(imports.map(\.path) == ["/points.yaml", "/lines.yaml"])
        #expect(imports.map { $0.types.map(\.name.identifier) } == [["Point"], ["Line", "Idle"]])
        #expect(imports.map(\.module) == [nil, nil])
    }

    @Test("An imported type speaks of the types of its own file as its own")
    func ownReferences() throws {
        var files = shapes
        files["points.yaml"] = "types: { Point: { fields: { next: Point? } } }\n"
        let point = try #require(load(files).schema?.imports.first?.types.first)
        guard case .structure(let fields) = point.kind else {
            Issue.record("Point is no structure")
            return
        }
        #expect(fields.map(\.type) == [.optional(.named(SwiftName(identifier: "Point")))])
        #expect(fields.map(\.isRecursive) == [true])
    }

    @Test("A module generates what its schema imports, too")
    func modules() throws {
        var files = shapes
        files["app.yaml"] = shapes["app.yaml"]?.replacing("lines.yaml", with: "{ file: lines.yaml, module: Shapes }")
        let imports = try #require(load(files).schema).imports
        #expect(imports.map(\.module) == ["Shapes", "Shapes"])
        files["lines.yaml"] = shapes["lines.yaml"]?.replacing(
            "points.yaml",
            with: "{ file: points.yaml, module: Base }"
        )
        #expect(load(files).schema?.imports.map(\.module) == ["Base", "Shapes"])
    }

    @Test("A type that a schema throws is an error where the imported schema is written")
    func thrown() {
        let result = load([
            "app.yaml": "imports: [base.yaml]\ntoServer: { tell: { throws: Why, returns: Either } }\n",
            "base.yaml": "types:\n  Why: { enum: [no] }\n  Either: { union: { why: Why, many: '[Either]' } }\n",
        ])
        #expect(result.diagnostics.isEmpty)
        #expect(result.schema?.imports.first?.types.map(\.isThrown) == [true, false])
    }

    @Test("An own type hides an imported one, whose import is unused then")
    func shadowing() throws {
        var files = shapes
        files["app.yaml"] =
            "imports: [lines.yaml]\ntypes: { Line: int }\ntoServer: { draw: { args: { line: Line } } }\n"
        let result = load(files)
        #expect(result.diagnostics.map(\.rule) == [.unusedImport])
        let argument = try #require(result.schema?.channels.first?.toServer.first?.arguments.first)
        #expect(argument.type == .named(SwiftName(identifier: "Line")))
    }

    @Test("A file that many import is read once, and so are its problems")
    func once() {
        let result = load([
            "app.yaml": "imports: [a.yaml, b.yaml]\ntoServer: { tell: { args: { a: A, b: B } } }\n",
            "a.yaml": "name: Left\nimports: [./base.yaml]\ntypes: { A: C }\n",
            "b.yaml": "name: Right\nimports: [base.yaml]\ntypes: { B: C }\n",
            "./base.yaml": "types: { C: nit }\n", "base.yaml": "types: { C: nit }\n",
        ])
        #expect(result.diagnostics.map(\.message) == ["unknown type 'nit'; did you mean 'int'?"])
        #expect(result.sourcePaths == ["app.yaml", "a.yaml", "./base.yaml", "b.yaml"])
    }

    @Test("An import by way of a stub is relative to the file that the stub stands for")
    func stub() {
        let access = [
            "Sources/App/app.yaml": "use: ../../Schemas/app.yaml", "Sources/App/../../Schemas/app.yaml": "fairway: 1",
        ]
        let loader = SchemaLoader { path throws(SchemaFileError) in
            if let text = access[path] {
                return Array((text == "fairway: 1" ? "fairway: 1\nimports: [x/base.yaml]\n" : text).utf8)
            }
            guard path == "Sources/App/../../Schemas/x/base.yaml" else {
                throw SchemaFileError(message: "no such file")
            }
            return Array("fairway: 1\ntypes: { A: int }\n".utf8)
        }
        let result = loader.load(path: "Sources/App/app.yaml")
        #expect(result.diagnostics.map(\.rule) == [.unusedImport])
        #expect(result.document?.canonicalPath == "/Schemas/app.yaml")
        #expect(result.schema?.imports.map(\.path) == ["/Schemas/x/base.yaml"])
    }

    @Test(
        "A file is imported from the nearest package above it, or else from below the schema",
        arguments: [
            (["/p"], "../other/base.yaml", true), (["/p", "/p/q"], "../other/base.yaml", false),
            ([], "../other/base.yaml", false), ([], "other/base.yaml", true), (["/p"], "../../base.yaml", false),
            (["/p/q"], "../qq/base.yaml", false),
        ] as [([String], String, Bool)]
    )
    func boundary(packages: [String], file: String, isInside: Bool) {
        let files = [
            "p/q/app.yaml": "imports: [\(file)]\ntoServer: { tell: { args: { a: A } } }\n",
            "p/q/\(file)": "types: { A: int }\n",
        ]
        let result = load(files, path: "p/q/app.yaml", packages: packages)
        #expect(result.diagnostics.map(\.rule) == (isInside ? [] : [.importOutsidePackage]))
        #expect(result.sourcePaths.count == (isInside ? 2 : 1))
    }

    @Test("As many files may be imported as the bound says, be it one by the other")
    func bound() {
        func chain(_ count: Int) -> SchemaResult {
            var files = ["app.yaml": "imports: [f1.yaml]\ntoServer: { tell: { args: { a: T1 } } }\n"]
            for index in 1..<count {
                files["f\(index).yaml"] =
                    "imports: [f\(index + 1).yaml]\ntypes: { T\(index): { fields: { a: T\(index + 1) } } }\n"
            }
            files["f\(count).yaml"] = "types: { T\(count): { fields: { a: int } } }\n"
            return load(files)
        }
        #expect(chain(LoadingSession.mostImports).diagnostics.map(\.rule) == [])
        #expect(chain(LoadingSession.mostImports + 1).diagnostics.map(\.rule) == [.tooManyImports])
        #expect(SchemaCorpusTests.tooManyImports.diagnostics.map(\.rule).contains(.tooManyImports))
    }

    @Test("Types that are nested through the aliases of many files are bounded as those of one are")
    func nesting() {
        let files = [
            "app.yaml": "imports: [a.yaml]\ntoServer: { tell: { args: { a: '\(nested("A", 10))' } } }\n",
            "a.yaml": "name: Left\nimports: [b.yaml]\ntypes: { A: '\(nested("B", 10))' }\n",
            "b.yaml": "name: Right\ntypes: { B: '\(nested("int", 10))' }\n",
        ]
        let result = load(files)
        #expect(result.diagnostics.map(\.rule) == [.nestingTooDeep])
        #expect(result.diagnostics.map(\.location.path) == ["app.yaml"])
    }

    private func nested(_ type: String, _ depth: Int) -> String {
        String(repeating: "[", count: depth) + type + String(repeating: "]", count: depth)
    }

    @Test(
        "A path is known by its steps",
        arguments: [
            ("/a/./b", "/a/b"), ("/a/../b", "/b"), ("/../b", "/b"), ("a//b/", "a/b"), ("../a", "../a"),
            ("a/../../b", "../b"),
        ]
    )
    func normalization(path: String, expected: String) {
        #expect(SchemaPath.normalized(path) == expected)
    }
}
