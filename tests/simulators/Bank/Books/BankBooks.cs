using System.Globalization;

namespace Hub.Simulators.Bank.Books;

/// <summary>
/// The bank's own books of the bureau's account: what was booked, append-only, in booking order. Nothing here removes duplicates. Not
/// thread-safe by itself; <see cref="BankSimulator"/> reads and writes under its lock.
/// </summary>
public sealed class BankBooks : IDisposable
{
    private readonly string _bank;
    private readonly BankBooksFile? _file;
    private readonly List<Booking> _bookings = [];
    private readonly Dictionary<string, SerialAccount> _serials = new(StringComparer.Ordinal);
    private readonly List<TakenFile> _taken = [];
    private long _lastSerial;

    internal BankBooks(string bank, long openingFen, BankBooksFile? file)
    {
        _bank = bank.ToUpperInvariant();
        _file = file;
        OpeningFen = openingFen;
        BalanceFen = openingFen;
    }

    /// <summary>Balance before the first booking.</summary>
    public long OpeningFen { get; }

    /// <summary>Balance now.</summary>
    public long BalanceFen { get; private set; }

    /// <summary>Every booking, in order.</summary>
    public IReadOnlyList<Booking> Bookings => _bookings;

    /// <summary>What became of each serial.</summary>
    public IReadOnlyDictionary<string, SerialAccount> Serials => _serials;

    /// <summary>How often a payment was not booked.</summary>
    public int Rejections { get; private set; }

    /// <summary>Every payment file that was found with its control file, in order; a file found under two names stands here twice.</summary>
    public IReadOnlyList<TakenFile> Taken => _taken;

    /// <summary>The next serial of the bank; also for what it only claims to have booked.</summary>
    internal string NextSerial(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{_bank}{day:yyyyMMdd}{++_lastSerial:00000000}");

    internal Booking Debit(string file, string batch, string serial, long fen, DateOnly day, string counterparty, string memo)
    {
        Booking booking = Book(file, batch, serial, fen, day, credit: false, counterparty, memo);
        SerialAccount account = Account(serial);
        _serials[serial] = account with { Executed = account.Executed + 1, ExecutedFen = account.ExecutedFen + fen };
        return booking;
    }

    internal Booking Return(Booking debit, DateOnly day)
    {
        Booking booking = Book(debit.File, debit.Batch, debit.Serial, debit.Fen, day, credit: true, debit.Counterparty, "退汇");
        SerialAccount account = Account(debit.Serial);
        _serials[debit.Serial] = account with { Returned = account.Returned + 1, ReturnedFen = account.ReturnedFen + debit.Fen };
        return booking;
    }

    internal void Reject(string file, string batch, string serial, string code)
    {
        SerialAccount account = Account(serial);
        _serials[serial] = account with { Rejected = account.Rejected + 1 };
        Rejections++;
        _file?.Rejected(file, batch, serial, code);
    }

    internal void Note(TakenFile taken)
    {
        _taken.Add(taken);
        _file?.Taken(taken);
    }

    internal void NoteAnswer(string batch, string answer)
    {
        int last = _taken.FindLastIndex(taken => taken.Batch == batch);
        if (last >= 0)
        {
            _taken[last] = _taken[last] with { Answers = [.. _taken[last].Answers, answer] };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private Booking Book(string file, string batch, string serial, long fen, DateOnly day, bool credit, string counterparty, string memo)
    {
        BalanceFen = checked(BalanceFen + (credit ? fen : -fen));
        var booking = new Booking
        {
            BankSerial = NextSerial(day),
            Day = day,
            Credit = credit,
            Fen = fen,
            BalanceFen = BalanceFen,
            Batch = batch,
            Serial = serial,
            File = file,
            Counterparty = counterparty,
            Memo = memo,
        };
        _bookings.Add(booking);
        _file?.Booked(booking);
        return booking;
    }

    private SerialAccount Account(string serial) => _serials.TryGetValue(serial, out SerialAccount? account) ? account : new SerialAccount();
}
