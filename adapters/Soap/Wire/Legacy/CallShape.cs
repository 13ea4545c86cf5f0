using System.Collections.Frozen;

namespace Hub.Adapters.Soap.Wire.Legacy;

/// <summary>One way of older systems to pass a function and XML in a string: element and its two parameters.</summary>
/// <param name="Operation">Local name of the element, namespace http://tempuri.org/.</param>
/// <param name="Function">Parameter that names the function; null where only the XML does (TradeCode).</param>
/// <param name="Xml">Parameter with the XML.</param>
internal sealed record CallShape(string Operation, string? Function, string Xml)
{
    /// <summary>CallService, HIPMessageServer of the platforms, QueryDoctor of which only the shape is understood.</summary>
    public static FrozenDictionary<string, CallShape> All { get; } = new[]
    {
        new CallShape("CallService", "funcId", "xml"),
        new CallShape("HIPMessageServer", "action", "message"),
        new CallShape("QueryDoctor", null, "xmlParam"),
    }.ToFrozenDictionary(shape => shape.Operation, StringComparer.Ordinal);
}
