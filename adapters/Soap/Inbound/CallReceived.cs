using Hub.Adapters.Soap.Translation;
using Hub.Adapters.Soap.Wire;
using Hub.Adapters.Soap.Wire.Contract;
using Hub.Adapters.Soap.Wire.Legacy;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Inbound;

/// <summary>
/// An operation as it was called: typed, or a function of CallService. Both become an element of the contract that is checked and translated
/// in one way. Nothing here throws while it is made: what is wrong with a call is told to its proven sender.
/// </summary>
internal sealed class CallReceived
{
    private const int KindMax = 40;
    private readonly XmlTreeElement operation;
    private readonly RowSet? rows;
    private readonly Violation? fault;

    private CallReceived(XmlTreeElement operation, CallShape? shape, string kind, XmlTreeElement content, RowSet? rows, Violation? fault)
    {
        this.operation = operation;
        this.rows = rows;
        this.fault = fault;
        Shape = shape;
        Kind = kind;
        Content = content;
    }

    /// <summary>The string of a call could not be read: there is nothing else to say about it.</summary>
    public bool IsUnreadable => fault is not null;

    /// <summary>Null for a typed operation.</summary>
    public CallShape? Shape { get; }

    /// <summary>Operation or function.</summary>
    public string Kind { get; }

    /// <summary>What identity compares.</summary>
    public XmlTreeElement Content { get; }

    /// <summary>Message id as sent; empty without one.</summary>
    public string MessageId => Said("msgid", "MessageId");

    /// <summary>Institution as sent; empty without one.</summary>
    public string Institution => Said("fixmedins_code", "InstitutionCode");

    /// <exception cref="WireRefusedException">The operation is not offered at all.</exception>
    public static CallReceived Of(XmlTreeElement operation)
    {
        if (operation.NamespaceUri == SoapNames.Hub && SoapContract.Operations.Contains(operation.LocalName))
        {
            return new CallReceived(operation, null, operation.LocalName, operation, null, null);
        }

        if (operation.NamespaceUri != SoapNames.Legacy || !CallShape.All.TryGetValue(operation.LocalName, out var shape))
        {
            throw new WireRefusedException(SoapErrorCodes.UnknownOperation, "Body", operation.Line);
        }

        var function = "";
        try
        {
            (function, var xml) = CallReader.Parameters(operation, shape);
            var tree = CallReader.Tree(xml);
            var rows = CallReader.Rows(tree);
            function = function.Length > 0 ? function : rows.Of(CallReader.EnvelopeNode).First() is var e ? e.Peek("infno") ?? e.Peek("TradeCode") ?? "" : "";
            return new CallReceived(operation, shape, KindOf(function), tree, rows, null);
        }
        catch (WireRefusedException e)
        {
            return new CallReceived(operation, shape, KindOf(function), operation, null, e.Violation);
        }
    }

    /// <summary>The operation as an element of the contract, and what is wrong with it.</summary>
    public (XmlTreeElement? Element, IReadOnlyList<Violation> Violations) Typed()
    {
        if (fault is not null)
        {
            return (null, [fault]);
        }

        if (rows is null)
        {
            return (operation, ContractChecker.Check(operation));
        }

        if (CallFunction.Find(Kind) is not { } function)
        {
            return (null, [new Violation(SoapErrorCodes.UnknownFunction, Shape!.Function ?? "TradeCode", operation.Line)]);
        }

        if (Repeated("feedetail") is { } disagreeing)
        {
            return (null, [disagreeing]);
        }

        var main = rows.OfAny(function.Node) is [var first, ..] ? first : rows.Add(function.Node.Split(' ')[0], Content.Line);
        foreach (var (name, value) in function.Said)
        {
            main.Set(name, value);
        }

        var builder = new ContractBuilder(rows, CallReader.EnvelopeNode);
        var element = builder.Build(function.Operation, main.Node);
        return (element, ContractChecker.Check(element, builder.Spoken));
    }

    // Every row of fee lines repeats whose and of which encounter they are.
    private Violation? Repeated(string node)
    {
        var all = rows!.Of(node).ToList();
        foreach (var row in all)
        {
            foreach (var name in (string[])["mdtrt_id", "psn_no"])
            {
                if (row.Peek(name) != all[0].Peek(name))
                {
                    return new Violation(SoapErrorCodes.RowsDisagree, node + "/" + name, row.Line);
                }

                row.Drop(name);
            }
        }

        return null;
    }

    private string Said(string national, string typed) => rows is not null
        ? rows.Of(CallReader.EnvelopeNode).First().Peek(national)?.Trim() ?? ""
        : Shape is null ? operation.Only("Header", SoapNames.Hub)?.Only(typed, SoapNames.Hub)?.Text.Trim() ?? "" : "";

    private static string KindOf(string function) =>
        function.Length is > 0 and <= KindMax && function.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? function : "unknown";
}
