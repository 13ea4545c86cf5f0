namespace Hub.Adapters.Fhir.Kernel;

/// <summary>Limits of the kernel.</summary>
public sealed record FhirKernelOptions
{
    /// <summary>Largest document. Default 33 554 432 bytes (32 MB), 1 024 to 1 073 741 824. A larger one is refused unread (issue code too-long).</summary>
    public int DocumentBytesMax { get; init; } = 32 * 1024 * 1024;

    /// <summary>Deepest nesting of JSON values or XML elements. Default 96, 16 to 256; the reader recurses, so this bounds its stack.</summary>
    public int DepthMax { get; init; } = 96;

    /// <summary>Findings that are listed; checking stops there. Default 100 findings, 1 to 10 000.</summary>
    public int IssuesMax { get; init; } = 100;

    /// <summary>
    /// Steps that the invariants of one document may take (an element looked at is a step). Default 20 000 000 steps, 10 000 to 1 000 000 000. Beyond it
    /// the document is refused (issue code too-costly), so that no document can hold a core.
    /// </summary>
    public long EvaluationStepsMax { get; init; } = 20_000_000;
}
