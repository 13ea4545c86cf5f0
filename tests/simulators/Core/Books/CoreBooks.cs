using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Books;

/// <summary>
/// The core's own books: what was booked, append-only, in booking order. Nothing here removes duplicates: a settlement that was ordered
/// twice stands here twice. Not thread-safe by itself; <see cref="CoreSimulator"/> reads and writes under its lock.
/// </summary>
public sealed class CoreBooks : IDisposable
{
    private readonly List<Settlement> _settlements = [];
    private readonly Dictionary<string, Settlement> _bySetlId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Settlement>> _byMdtrtId = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Institution, string MsgId), List<Settlement>> _byMessage = [];
    private readonly Dictionary<long, AccountState> _accounts = [];
    private readonly BooksFile? _file;

    internal CoreBooks(BooksFile? file) => _file = file;

    /// <summary>Every settlement ever booked, in order.</summary>
    public IReadOnlyList<Settlement> Settlements => _settlements;

    /// <summary>The settlement with this id, or null.</summary>
    public Settlement? Find(string setlId) => _bySetlId.GetValueOrDefault(setlId);

    /// <summary>All settlements of an encounter, in order.</summary>
    public IReadOnlyList<Settlement> OfEncounter(string mdtrtId) => _byMdtrtId.TryGetValue(mdtrtId, out List<Settlement>? list) ? list : [];

    /// <summary>All settlements an institution's message made, in order.</summary>
    public IReadOnlyList<Settlement> OfMessage(string institution, string msgId)
        => _byMessage.TryGetValue((institution, msgId), out List<Settlement>? list) ? list : [];

    /// <summary>Account and accumulations of a person now.</summary>
    public AccountState AccountOf(Person person)
    {
        if (!_accounts.TryGetValue(person.Number, out AccountState? account))
        {
            account = new AccountState(person);
            _accounts.Add(person.Number, account);
        }
        return account;
    }

    internal void Book(Settlement settlement, Care care)
    {
        _settlements.Add(settlement);
        _bySetlId.Add(settlement.SetlId, settlement);
        Append(_byMdtrtId, settlement.MdtrtId, settlement);
        Append(_byMessage, (settlement.Institution, settlement.MsgId), settlement);
        AccountOf(settlement.Person).Apply(settlement.Amounts, care, +1);
        _file?.Settled(settlement);
    }

    internal void Reverse(Settlement settlement, string reversalId, string msgId, string reversedBy, DateTime time)
    {
        settlement.MarkReversed(reversalId, msgId, reversedBy, time);
        Care care = settlement.InfNo switch { "2304" => Care.Inpatient, "2102" => Care.Pharmacy, _ => Care.Outpatient };
        AccountOf(settlement.Person).Apply(settlement.Amounts, care, -1);
        _file?.Reversed(settlement);
    }

    internal void Clear()
    {
        _settlements.Clear();
        _bySetlId.Clear();
        _byMdtrtId.Clear();
        _byMessage.Clear();
        _accounts.Clear();
        _file?.WasReset();
    }

    /// <summary>Totals per institution, insurance type, clearing type and day, net of reversals (A4, 3201).</summary>
    public IReadOnlyList<BooksTotal> Totals()
    {
        var totals = new SortedDictionary<(string, string, string, string), BooksTotal>();
        foreach (Settlement settlement in _settlements)
        {
            Add(totals, settlement, settlement.Time, +1);
            if (settlement.Reversed)
            {
                Add(totals, settlement, settlement.ReversalTime, -1);
            }
        }
        return [.. totals.Values];
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static void Append<TKey>(Dictionary<TKey, List<Settlement>> index, TKey key, Settlement settlement)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out List<Settlement>? list))
        {
            list = new List<Settlement>(1);
            index.Add(key, list);
        }
        list.Add(settlement);
    }

    private static void Add(
        SortedDictionary<(string, string, string, string), BooksTotal> totals, Settlement settlement, DateTime time, int sign)
    {
        string day = ChinaTime.Day(time);
        var key = (settlement.Institution, settlement.Person.InsuType, settlement.ClrType, day);
        BooksTotal total = totals.TryGetValue(key, out BooksTotal? known)
            ? known
            : new BooksTotal(settlement.Institution, settlement.Person.InsuType, settlement.ClrType, day, 0, 0, 0, 0, 0, 0);
        Adjudication amounts = settlement.Amounts;
        totals[key] = total with
        {
            Settled = total.Settled + (sign > 0 ? 1 : 0),
            Reversed = total.Reversed + (sign < 0 ? 1 : 0),
            TotalFen = total.TotalFen + (sign * amounts.TotalFen),
            FundFen = total.FundFen + (sign * amounts.FundFen),
            AccountFen = total.AccountFen + (sign * amounts.AccountFen),
            CashFen = total.CashFen + (sign * amounts.CashFen),
        };
    }
}
