using Hub.Adapters.Bank.Wire;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Translation;

/// <summary>Says errors of the wire in the words of the contract; the code of the catalogue begins the rule.</summary>
internal static class Faults
{
    public static BankFileException Of(BankWireException fault) => Of(fault.Error, fault.Line, fault.Field, fault.Detail);

    public static BankFileException Of(BankError error, int line, string field, string detail = "") =>
        new(line, field, $"{error.Code} {error.Rule}{(detail.Length == 0 ? "" : " (" + detail + ")")}", error.Fix);
}
