using System.Buffers;

namespace Hub.Adapters.Fhir.Kernel;

/// <summary>How far a resource is checked; each level includes those before it.</summary>
public enum ValidationLevel
{
    /// <summary>L0: well-formed JSON or XML of a known resource type.</summary>
    WellFormed,

    /// <summary>L1: only elements of the definitions, in the right cardinality.</summary>
    Structure,

    /// <summary>L2: primitives of the right form.</summary>
    Values,

    /// <summary>L3: required bindings by system and code.</summary>
    Bindings,

    /// <summary>L4: invariants of the definitions, by FHIRPath.</summary>
    Invariants,
}

/// <summary>How the bytes are written.</summary>
public enum FhirFormat
{
    Json,
    Xml,
}

/// <summary>One finding, as OperationOutcome.issue says it.</summary>
/// <param name="Code">issue.code: structure, required, value, invariant, code-invalid, too-long …</param>
/// <param name="Expression">FHIRPath of the element: <c>Claim.item[0].quantity</c>.</param>
/// <param name="Text">Element, rule and fix, without the value (it may be personal).</param>
/// <param name="Warning">A warning does not refuse the resource.</param>
/// <param name="Line">Line in the document, from 1; 0 when unknown.</param>
public sealed record FhirIssue(string Code, string Expression, string Text, bool Warning = false, int Line = 0);

/// <summary>A document that is not a resource at all.</summary>
public sealed class FhirFormatException(FhirIssue issue) : Exception(issue?.Text)
{
    public FhirIssue Issue { get; } = issue;
}

/// <summary>FHIR R4 (4.0.1) as the hub needs it: the one interface behind which a library could be put.</summary>
public interface IFhirKernel
{
    /// <summary>Reads a resource and checks it up to a level. The node is null when a finding of level 0 forbids to go on.</summary>
    (FhirNode? Resource, IReadOnlyList<FhirIssue> Issues) Read(ReadOnlyMemory<byte> document, FhirFormat format, ValidationLevel level);

    /// <summary>Checks a resource that was built here.</summary>
    IReadOnlyList<FhirIssue> Validate(FhirNode resource, ValidationLevel level);

    /// <summary>Writes a resource; the same resource gives the same bytes.</summary>
    void Write(FhirNode resource, FhirFormat format, IBufferWriter<byte> output);

    /// <summary>Evaluates a FHIRPath expression; results are elements, or primitives without a name.</summary>
    IReadOnlyList<FhirNode> Evaluate(string expression, FhirNode context);
}
