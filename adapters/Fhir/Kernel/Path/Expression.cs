namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>A compiled FHIRPath expression (http://hl7.org/fhirpath/N1): a tree that is walked, without state, shared by all threads.</summary>
internal abstract class Expression
{
    protected static readonly FhirNode[] Nothing = [];

    /// <param name="evaluation">The document, the variables and the steps that are left.</param>
    /// <param name="focus">What the expression is applied to.</param>
    public abstract FhirNode[] Evaluate(Evaluation evaluation, FhirNode[] focus);
}

/// <summary>The expression cannot be parsed, uses what is not implemented, or does not fit the data.</summary>
internal sealed class ExpressionException(string message) : Exception(message);

/// <summary>The document asks for more steps than the options allow.</summary>
internal sealed class EvaluationTooCostlyException() : Exception("The expression takes more steps than FhirKernelOptions.EvaluationStepsMax.");
