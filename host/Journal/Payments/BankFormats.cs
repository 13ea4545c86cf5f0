namespace Hub.Journal.Payments;

/// <summary>The configured formats; an unknown bank is refused, not a fault.</summary>
internal sealed class BankFormats(IBankFormats formats)
{
    public IBankFormat Of(string bank)
    {
        try
        {
            return formats.Of(bank);
        }
        catch (KeyNotFoundException)
        {
            throw PaymentErrorCodes.NoSuchBank.With(bank);
        }
    }
}
