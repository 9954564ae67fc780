/// What a schema can be refused for, or warned about; the raw value is stable.
package enum Rule: String, Sendable, Hashable, CaseIterable {
    // Files and text

    /// Refuses a schema file, or the file that a stub stands for, that cannot be read.
    case unreadableFile = "unreadable-file"
    /// Refuses a file over 4 MiB.
    case fileTooLarge = "file-too-large"
    /// Refuses bytes that are not UTF-8.
    case invalidUTF8 = "invalid-utf8"
    /// Refuses control characters in the text of a file.
    case controlCharacter = "control-character"
    /// Refuses text with more than 128 combining marks in a row.
    case combiningMarks = "combining-marks"

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
    /// Refuses collections and types nested deeper than 64 levels.
    case nestingTooDeep = "nesting-too-deep"
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
    /// Refuses what the language has and this version does not build.
    case notYetSupported = "not-yet-supported"

    // Names

    /// Refuses a name of which no Swift identifier can be made.
    case unnameable
    /// Refuses a type name that does not start with an upper-case letter.
    case typeNameCase = "type-name-case"
    /// Refuses a type, channel or document named like something that generated code spells bare.
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
    /// Refuses a dictionary whose keys are not strings.
    case dictionaryKey = "dictionary-key"
    /// Refuses an enumeration without a case.
    case emptyEnumeration = "empty-enumeration"
    /// Refuses aliases that lead back to themselves.
    case aliasCycle = "alias-cycle"
    /// Refuses structures that contain themselves with no way out.
    case endlessStructure = "endless-structure"
    /// Refuses a required argument after one that may be left out.
    case requiredAfterOptional = "required-after-optional"
    /// Refuses a default that does not fit its type.
    case invalidDefault = "invalid-default"
    /// Refuses a default of an optional type.
    case optionalDefault = "optional-default"

    // Warnings

    /// Warns of a deprecation that does not say what to use instead.
    case deprecatedWithoutMessage = "deprecated-without-message"
    /// Warns of a type that no event uses.
    case unusedType = "unused-type"
}
