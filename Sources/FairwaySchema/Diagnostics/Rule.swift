/// What a schema can be refused for, or warned about; the raw value is stable.
package enum Rule: String, Sendable, Hashable, CaseIterable {
    // Files and text

    /// Refuses a schema file that cannot be read, also where a stub or an import names it.
    case unreadableFile = "unreadable-file"
    /// Refuses a file over 4 MiB.
    case fileTooLarge = "file-too-large"
    /// Refuses bytes that are not UTF-8.
    case invalidUTF8 = "invalid-utf8"
    /// Refuses control characters in the text of a file.
    case controlCharacter = "control-character"

    // YAML

    /// Refuses text that is not YAML.
    case yamlSyntax = "yaml-syntax"
    /// Refuses a flow collection or a quoted string without its end.
    case unclosedCollection = "unclosed-collection"
    /// Refuses anchors and aliases.
    case yamlAnchor = "yaml-anchor"
    /// Refuses tags.
    case yamlTag = "yaml-tag"
    /// Refuses `%YAML` and `%TAG` directives.
    case yamlDirective = "yaml-directive"
    /// Refuses the merge key `<<`.
    case mergeKey = "merge-key"
    /// Refuses a key that its mapping has already.
    case duplicateKey = "duplicate-key"
    /// Refuses a second document in one file.
    case severalDocuments = "several-documents"
    /// Refuses collections nested deeper than 64 levels, and types of more than 24 levels, be it by way of aliases.
    case nestingTooDeep = "nesting-too-deep"
    /// Refuses a file of more than 50,000 keys, values and collections.
    case tooManyNodes = "too-many-nodes"
    /// Refuses a key over 1 KiB and any other scalar over 64 KiB.
    case scalarTooLong = "scalar-too-long"
    /// Refuses more than 128 combining marks in a row.
    case combiningMarks = "combining-marks"
    /// Refuses a key that is a collection, is empty or holds a control character.
    case invalidKey = "invalid-key"

    // Documents

    /// Refuses a document without `fairway`, or with a version that this tool does not read.
    case unsupportedVersion = "unsupported-version"
    /// Refuses a stub with further keys, and one that stands for another stub.
    case invalidStub = "invalid-stub"
    /// Refuses a document whose namespace nothing gives a name to.
    case missingName = "missing-name"
    /// Refuses a key that has no meaning where it stands.
    case unknownKey = "unknown-key"
    /// Refuses a mapping without a key that it needs.
    case missingKey = "missing-key"
    /// Refuses a value of another kind than its key takes.
    case invalidValue = "invalid-value"

    // Imports

    /// Refuses an import by an absolute path, of a stub, of a file that is imported already, or of one that two modules
    /// would generate.
    case invalidImport = "invalid-import"
    /// Refuses imports that lead back to the file that they stand in.
    case importCycle = "import-cycle"
    /// Refuses an import of a file outside of the package, or of the schema's folder where there is no package.
    case importOutsidePackage = "import-outside-package"
    /// Refuses the 65th file that a schema imports.
    case tooManyImports = "too-many-imports"
    /// Refuses the name of a type that several imported schemas have.
    case ambiguousType = "ambiguous-type"

    // Names

    /// Refuses a name of which no Swift identifier can be made, and one over 1 KiB.
    case unnameable
    /// Refuses a type name that does not start with an upper-case letter.
    case typeNameCase = "type-name-case"
    /// Refuses a type, channel, conversation or document named like something that generated code spells bare.
    case reservedName = "reserved-name"
    /// Refuses an event of the main channel that the protocol keeps for itself.
    case reservedEvent = "reserved-event"
    /// Refuses two names that meet in one Swift name.
    case nameCollision = "name-collision"
    /// Refuses two names that meet on the wire.
    case wireNameCollision = "wire-name-collision"

    // Types

    /// Refuses a type that is neither built in nor declared.
    case unknownType = "unknown-type"
    /// Refuses text or a collection that does not spell a type.
    case invalidType = "invalid-type"
    /// Refuses a structure, enumeration or union declared where a type is used.
    case inlineDeclaration = "inline-declaration"
    /// Refuses `void` anywhere but after `returns`.
    case misplacedVoid = "misplaced-void"
    /// Refuses an optional of an optional.
    case nestedOptional = "nested-optional"
    /// Refuses a dictionary whose keys are neither strings nor cases of an enumeration.
    case dictionaryKey = "dictionary-key"
    /// Refuses an enumeration or a union without a case.
    case noCases = "no-cases"
    /// Refuses a case that is not a structure in a union with a discriminator.
    case unionMember = "union-member"
    /// Refuses aliases that lead back to themselves.
    case aliasCycle = "alias-cycle"
    /// Refuses structures and unions that contain themselves with no way out.
    case endlessType = "endless-type"
    /// Refuses a constraint that the type does not take.
    case constraintType = "constraint-type"
    /// Refuses a constraint whose limit no value of the type can have.
    case constraintRange = "constraint-range"
    /// Refuses constraints that no value keeps, with those of an alias counted in.
    case emptyRange = "empty-range"
    /// Refuses a required argument after one that may be left out.
    case requiredAfterOptional = "required-after-optional"
    /// Refuses a default that does not fit its type.
    case invalidDefault = "invalid-default"
    /// Refuses a default of an optional type.
    case optionalDefault = "optional-default"

    // Answers

    /// Refuses more than one of `returns`, `streams` and `opens`.
    case severalAnswers = "several-answers"
    /// Refuses `throws` where nothing is answered.
    case misplacedThrows = "misplaced-throws"
    /// Refuses `throws` with a type that is no enumeration, structure or union, or that another module does not declare
    /// an error.
    case thrownType = "thrown-type"
    /// Refuses `timeout` where nothing is answered.
    case misplacedTimeout = "misplaced-timeout"
    /// Refuses `opens` with something else than a conversation of the document.
    case unknownConversation = "unknown-conversation"
    // All problems

    /// Says how many problems there are beyond those that are shown.
    case tooManyProblems = "too-many-problems"

    // Warnings

    /// Warns of a deprecation that does not say what to use instead.
    case deprecatedWithoutMessage = "deprecated-without-message"
    /// Warns of an import of which no type is used.
    case unusedImport = "unused-import"
    /// Warns of a type that no event uses.
    case unusedType = "unused-type"
    /// Warns of a conversation that no event opens.
    case unusedConversation = "unused-conversation"
}
