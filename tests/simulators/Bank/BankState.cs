using System.Globalization;
using Hub.Simulators.Bank.Books;
using Hub.Simulators.Bank.Codecs;

namespace Hub.Simulators.Bank;

/// <summary>What the bank knows besides its books; replaced as a whole when the bank is reset.</summary>
internal sealed class BankState(BankOptions options, BankBooksFile? booksFile)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public BankBooks Books { get; } = new(options.Bank, options.OpeningFen, booksFile);

    /// <summary>The bureau's account, code and bank type code: by option, else as its first file says.</summary>
    public (string Account, string Bureau, string BankType) Customer { get; private set; }
        = (options.Account ?? "", options.Bureau ?? "", options.BankType ?? "");

    /// <summary>First day that is not closed.</summary>
    public DateOnly OpenDay { get; set; }

    /// <summary>Last day of the last statement; null before the first.</summary>
    public DateOnly? StatedTo { get; set; }

    /// <summary>Balance at the end of the last statement, as that one stated it.</summary>
    public long StatedFen { get; set; } = options.OpeningFen;

    /// <summary>Bookings that stand on no statement yet.</summary>
    public List<Booking> Unstated { get; set; } = [];

    /// <summary>Answers that the bank keeps back.</summary>
    public List<ReturnSheet> Withheld { get; } = [];

    /// <summary>Answers with payments in process: what they will say in the end.</summary>
    public List<ReturnSheet> Unfinished { get; } = [];

    /// <summary>Serials that were sent back.</summary>
    public HashSet<string> Returned { get; } = new(StringComparer.Ordinal);

    public void MeetCustomer(PaymentOrders orders) => Customer = (
        Customer.Account.Length > 0 ? Customer.Account : orders.PayerAccount,
        Customer.Bureau.Length > 0 ? Customer.Bureau : orders.Bureau,
        Customer.BankType.Length > 0 ? Customer.BankType : orders.BankType);

    /// <summary>The next number after a beginning: <c>RET_BATCH_</c> gives <c>RET_BATCH_1</c>.</summary>
    public string NextName(string begin)
    {
        int number = _numbers[begin] = _numbers.GetValueOrDefault(begin) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{begin}{number}");
    }
}
