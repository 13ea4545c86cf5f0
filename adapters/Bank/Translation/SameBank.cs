using Hub.Canonical;

namespace Hub.Adapters.Bank.Translation;

/// <summary>
/// Whether a payee's account is at the payer's bank: then no line number is needed and the bank books within itself. The line number decides
/// where there is one: its first three digits are the bank, but for the types that many banks share (city, rural and village banks, credit
/// cooperatives; nhsa.md D4), where only the same branch is known to be the same bank. Without a line number, the same bank name.
/// </summary>
internal static class SameBank
{
    private static readonly string[] SharedTypes = ["313", "314", "320", "402"];

    public static bool Is(BankAccount payee, BankAccount payer, string bankTypeCode)
    {
        if (payee.LineNumber is not { Length: BankLineNumber.Length } lineNumber)
        {
            return string.IsNullOrEmpty(payee.LineNumber) && payee.BankName.Length > 0 && payee.BankName == payer.BankName;
        }

        return lineNumber == payer.LineNumber
            || (lineNumber.StartsWith(bankTypeCode, StringComparison.Ordinal)
                && (!SharedTypes.Contains(bankTypeCode) || (payee.BankName.Length > 0 && payee.BankName == payer.BankName)));
    }
}
