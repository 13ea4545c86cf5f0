using System.Buffers;
using Hub.Adapters.Fhir.Kernel.Checking;
using Hub.Adapters.Fhir.Kernel.Path;
using Hub.Adapters.Fhir.Kernel.Reading;
using Hub.Adapters.Fhir.Kernel.Writing;

namespace Hub.Adapters.Fhir.Kernel;

/// <summary>R4 by the official definitions (README beside this file). Holds no state of a document: one instance serves all threads.</summary>
public sealed class FhirKernel(FhirKernelOptions? options = null) : IFhirKernel
{
    private readonly FhirKernelOptions _options = options ?? new FhirKernelOptions();

    public (FhirNode? Resource, IReadOnlyList<FhirIssue> Issues) Read(ReadOnlyMemory<byte> document, FhirFormat format, ValidationLevel level)
    {
        if (document.Length > _options.DocumentBytesMax)
        {
            return (null, [new FhirIssue("too-long", string.Empty, $"the document is larger than {_options.DocumentBytesMax} bytes; send less at once")]);
        }

        var findings = new Findings(level, _options.IssuesMax)
        {
            Lines = format == FhirFormat.Json ? SourceLines.Offsets(document) : SourceLines.Lines,
        };
        try
        {
            var resource = format == FhirFormat.Json
                ? new JsonTreeReader(_options, findings).Read(document.Span)
                : new XmlTreeReader(_options, findings).Read(document);
            Check(resource, findings);
            return (resource, findings.Issues);
        }
        catch (FhirFormatException e)
        {
            return (null, [.. findings.Issues, e.Issue]);
        }
    }

    public IReadOnlyList<FhirIssue> Validate(FhirNode resource, ValidationLevel level)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var findings = new Findings(level, _options.IssuesMax);
        Check(resource, findings);
        return findings.Issues;
    }

    public void Write(FhirNode resource, FhirFormat format, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (format == FhirFormat.Json)
        {
            new JsonTreeWriter(output).Write(resource);
        }
        else
        {
            new XmlTreeWriter(output).Write(resource);
        }
    }

    public IReadOnlyList<FhirNode> Evaluate(string expression, FhirNode context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ExpressionCache.Get(expression).Evaluate(new Evaluation(context, _options.EvaluationStepsMax), [context]);
    }

    private void Check(FhirNode resource, Findings findings)
    {
        if (!findings.Wants(ValidationLevel.Structure))
        {
            return;
        }

        new TreeChecker(findings).Check(resource);
        // Invariants presuppose the structure: on a broken one they would only repeat what is said already.
        if (findings.Wants(ValidationLevel.Invariants) && !findings.HasErrors)
        {
            new InvariantChecker(findings, _options.EvaluationStepsMax).Check(resource);
        }
    }
}
