using System.Globalization;
using Hub.Simulators.Bank.Books;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Bank.Faults;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank;

/// <summary>The end of one day: what comes back, and what the bank states of the account. Called under the lock of <see cref="BankHouse"/>.</summary>
internal sealed class DayClosing(BankOptions options, BankState state, BankFaultPlan faults, DateOnly day, DateTime created)
{
    /// <summary>Credits back what returns on this day; the notice, or null when nothing does.</summary>
    public NoticeSheet? ReturnPayments()
    {
        var rows = new List<NoticeRow>();
        Booking[] debits = faults.Rules.Any(rule => rule.Kind == BankFaultKind.ReturnLater)
            ? [.. state.Books.Bookings.Where(booking => !booking.Credit && booking.Day <= day)]
            : [];
        foreach (Booking debit in debits)
        {
            if (!state.Returned.Contains(debit.Serial)
                && faults.Strike(BankFaultKind.ReturnLater, debit.Serial, applies: rule => debit.Day.AddDays(rule.AfterDays) <= day) is { } rule)
            {
                state.Returned.Add(debit.Serial);
                Booking credit = state.Books.Return(debit, day);
                state.Unstated.Add(credit);
                string code = rule.Code.Length > 0 ? rule.Code : ReasonCodes.Of(debit.Serial);
                rows.Add(new NoticeRow(debit.Serial, debit.Batch, debit.Fen, credit.BankSerial, day, code, ReasonCodes.Text(code)));
            }
        }
        return rows.Count == 0 ? null : new NoticeSheet
        {
            Number = "",
            Bureau = state.Customer.Bureau,
            BankType = state.Customer.BankType,
            Account = state.Customer.Account,
            Created = created,
            Rows = rows,
        };
    }

    /// <summary>States what is booked and not stated yet, up to this day.</summary>
    public StatementSheet StateAccount()
    {
        ILookup<bool, Booking> due = state.Unstated.ToLookup(booking => booking.Day <= day);
        state.Unstated = [.. due[false]];
        string number = string.Create(CultureInfo.InvariantCulture, $"{options.Bank.ToUpperInvariant()}ST{day:yyyyMMdd}");
        long opening = state.StatedFen;
        var rows = new List<StatementRow>();
        foreach (Booking booking in due[true])
        {
            if (!booking.Credit && faults.Strike(BankFaultKind.StatementOmits, booking.Serial) is not null)
            {
                continue;
            }
            long fen = !booking.Credit && faults.Strike(BankFaultKind.StatementAlters, booking.Serial) is not null ? booking.Fen + 1 : booking.Fen;
            rows.Add(Row(booking, fen, state.StatedFen += booking.Credit ? fen : -fen));
        }
        if (faults.Strike(BankFaultKind.StatementInvents, number) is { } invents)
        {
            rows.AddRange(Enumerable.Range(1, invents.Count).Select(Invention));
        }
        var sheet = new StatementSheet
        {
            Number = number,
            Bureau = state.Customer.Bureau,
            BankType = state.Customer.BankType,
            Account = state.Customer.Account,
            Created = created,
            From = state.StatedTo?.AddDays(1) ?? rows.Select(row => row.Day).Append(day).Min(),
            To = day,
            OpeningFen = opening,
            ClosingFen = state.StatedFen,
            Rows = rows,
        };
        state.StatedTo = day;
        return sheet;
    }

    private static StatementRow Row(Booking booking, long fen, long balance) => new()
    {
        BankSerial = booking.BankSerial,
        Day = booking.Day,
        Credit = booking.Credit,
        Fen = fen,
        BalanceFen = balance,
        Reversal = booking.Credit,
        Batch = booking.Batch,
        Serial = booking.Serial,
        Counterparty = booking.Counterparty,
        Memo = booking.Memo,
    };

    /// <summary>The first invention names nothing, as a fee does; the second a batch and serial that nobody has, and so on in turn.</summary>
    private StatementRow Invention(int number)
    {
        string serial = state.Books.NextSerial(day);
        long fen = 1_000 + (long)(StableHash.Of(faults.Seed, serial) % 100_000);
        bool named = number % 2 == 0;
        return new StatementRow
        {
            BankSerial = serial,
            Day = day,
            Credit = false,
            Fen = fen,
            BalanceFen = state.StatedFen -= fen,
            Batch = named ? "UNKNOWN" + serial[^8..] : "",
            Serial = named ? "X" + serial : "",
            Memo = named ? "" : "手续费",
        };
    }
}
