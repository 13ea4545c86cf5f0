using System.Globalization;

namespace Hub.Adapters.Bank.Wire;

/// <summary>Counts and adds the payments that are written and holds them against the head: what a file says of itself is never believed.</summary>
/// <param name="lineFenMax">Amount of one payment at most.</param>
internal sealed class Tally(long lineFenMax)
{
    private readonly long _lineFenMax = lineFenMax;
    private readonly SerialSet _serials = new();
    private int _count;
    private long _total;

    /// <summary>Takes the next payment.</summary>
    public void Add(PaymentRow row)
    {
        if (row.Number != ++_count)
        {
            throw new BankWireException(BankErrorCodes.NumberSequence, row.Line, "line number",
                string.Create(CultureInfo.InvariantCulture, $"{_count} expected"));
        }

        if (row.Amount <= 0 || row.Amount > _lineFenMax)
        {
            throw new BankWireException(row.Amount <= 0 ? BankErrorCodes.AmountZero : BankErrorCodes.AmountLimit, row.Line, "amount");
        }

        if (row.Serial.Length == 0 || row.Account.Length == 0 || row.Name.Length == 0)
        {
            var field = row.Serial.Length == 0 ? "serial" : row.Account.Length == 0 ? "payee account" : "payee name";
            throw new BankWireException(BankErrorCodes.TextMissing, row.Line, field);
        }

        if (!_serials.Add(row.Serial))
        {
            throw new BankWireException(BankErrorCodes.SerialTwice, row.Line, "serial");
        }

        // At most a million lines of at most 10^15 fen: no overflow.
        _total += row.Amount;
    }

    /// <summary>No more payments come.</summary>
    public void Finish(int count, long total)
    {
        if (_count != count || _total != total || count == 0)
        {
            throw new BankWireException(BankErrorCodes.HeaderOther, 0, _count != count || count == 0 ? "count" : "total");
        }
    }
}
