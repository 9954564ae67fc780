import FairwaySchema

/// The schemas of one target, and in which of their files each imported schema is written.
///
/// A module can declare an imported schema once: in the file of its own where the target has it for a schema too, and
/// else in the file of the first schema, by its path, that reaches it.
struct TargetSchemas {
    private let loaded: [(job: BindingGeneration.Job, file: LoadedSchema)]
    /// The types that some schema of the target throws, under the canonical paths of the files that declare them.
    private let thrown: [String: Set<SwiftName>]
    private let written: [String: [ImportedSchema]]

    init(_ loaded: [(job: BindingGeneration.Job, file: LoadedSchema)]) {
        self.loaded = loaded
        var thrown: [String: Set<SwiftName>] = [:]
        for (_, file) in loaded {
            thrown[file.document.canonicalPath, default: []].formUnion(file.schema.types.thrownNames)
            for schema in file.schema.imports { thrown[schema.path, default: []].formUnion(schema.types.thrownNames) }
        }
        self.thrown = thrown
        var taken = Set(loaded.map(\.file.document.canonicalPath))
        var written: [String: [ImportedSchema]] = [:]
        for (job, file) in loaded.sorted(by: { $0.job.schemaPath < $1.job.schemaPath }) {
            for schema in file.schema.imports where schema.module == nil && taken.insert(schema.path).inserted {
                written[job.schemaPath, default: []].append(schema)
            }
        }
        self.written = written
    }

    /// The schema of a file with what the other schemas of the target make of its types.
    func schema(of file: LoadedSchema) -> Schema {
        var schema = file.schema
        schema.types = schema.types.throwing(thrown[file.document.canonicalPath] ?? [])
        return schema
    }

    /// The imported schemas that the file of a job declares, each after those that it imports itself.
    func importedSchemas(of job: BindingGeneration.Job) -> [ImportedSchema] {
        (written[job.schemaPath] ?? []).map { imported in
            var schema = imported
            schema.types = schema.types.throwing(thrown[imported.path] ?? [])
            return schema
        }
    }

    /// Says where two schemas of the target would declare one namespace.
    func refuseCollisions(outcome: inout CommandOutcome) {
        var owners: [SwiftName: Namespace] = [:]
        for (_, file) in loaded {
            let own = Namespace(file: file.document.canonicalPath, module: nil, shown: file.document.path, isOwn: true)
            claim(file.schema.name, own, at: file.document.nameLocation, owners: &owners, outcome: &outcome)
            for schema in file.schema.imports {
                let imported = Namespace(
                    file: schema.path,
                    module: schema.module,
                    shown: file.document.path,
                    isOwn: false
                )
                claim(schema.name, imported, at: file.document.nameLocation, owners: &owners, outcome: &outcome)
            }
        }
    }

    private struct Namespace {
        let file: String
        let module: String?
        /// The schema of the target through which the namespace is there.
        let shown: String
        let isOwn: Bool
    }

    private func claim(
        _ name: SwiftName,
        _ namespace: Namespace,
        at location: SourceLocation,
        owners: inout [SwiftName: Namespace],
        outcome: inout CommandOutcome
    ) {
        guard let other = owners[name] else {
            owners[name] = namespace
            return
        }
        let isSame = other.file == namespace.file && other.module == namespace.module
        guard !isSame || (other.isOwn && namespace.isOwn) else { return }
        let message =
            isSame
            ? "'\(other.shown)' and '\(namespace.shown)' stand for the same schema"
            : "the target has two schemas called '\(name.identifier)'; the other comes from '\(other.shown)'"
        outcome.fail("\(location): error: \(message) [\(Rule.nameCollision.rawValue)]")
    }

    /// Warns where a schema has the module's name, by which the module's other types could then not be told from its.
    func warnAboutModuleName(_ module: String, outcome: inout CommandOutcome) {
        for (_, file) in loaded where file.schema.name.identifier == module {
            outcome.note(
                "\(file.document.nameLocation): warning: the schema has the name of its module, which hides the module "
                    + "where a name has to say that it is of it; give the schema another 'name' [module-name]"
            )
        }
    }
}

extension [TypeDeclaration] {
    fileprivate var thrownNames: [SwiftName] { filter(\.isThrown).map(\.name) }

    fileprivate func throwing(_ names: Set<SwiftName>) -> [TypeDeclaration] {
        map { declaration in
            var declaration = declaration
            declaration.isThrown = declaration.isThrown || names.contains(declaration.name)
            return declaration
        }
    }
}
