using System.Globalization;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>One payment to a made-up person.</summary>
internal readonly record struct Reimbursement(int Number, string Serial, string Person, string Name, string Account, long Fen);

/// <summary>Payments of which each is computed from its number: a list, a return file and a statement of a million lines need no table.</summary>
/// <param name="prefix">Begins the serials: what one list has no other has.</param>
/// <param name="count">How many.</param>
internal sealed class Reimbursements(string prefix, int count)
{
    private const long FenLeast = 10_000;
    private const int FenRange = 900_000;
    private const int RareEvery = 50;
    private const int FailedEvery = 100;
    private const string Surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张";
    private const string Given = "示例测试样本模拟仿真演范安宁和平";

    /// <summary>Characters that need four bytes in GB18030.</summary>
    private static readonly string[] Rare = ["𠮷", "𬭊", "𪚥"];

    /// <summary>How many.</summary>
    public int Count => count;

    /// <summary>All of them, in the order of their serials.</summary>
    public IEnumerable<Reimbursement> All => Enumerable.Range(1, count).Select(At);

    /// <summary>Sum of all, fen.</summary>
    public long TotalFen { get; } = Enumerable.Range(1, count).Sum(FenOf);

    /// <summary>How many the bank refuses: one in a hundred.</summary>
    public int Failed => count / FailedEvery;

    /// <summary>Whether the bank refuses this one.</summary>
    public static bool Fails(int number) => number % FailedEvery == 0;

    /// <summary>One, from 1.</summary>
    public Reimbursement At(int number) => new(
        number,
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:00000000}"),
        string.Create(CultureInfo.InvariantCulture, $"4301{number:000000000000}"),
        NameOf(number),
        CardNumber.WithCheckDigit(string.Create(CultureInfo.InvariantCulture, $"622848{number:000000000000}")),
        FenOf(number));

    private static long FenOf(int number) => FenLeast + (long)(StableHash.Of(7, number) % FenRange);

    /// <summary>Two to four characters; one in fifty begins with a rare one.</summary>
    private static string NameOf(int number)
    {
        ulong dice = StableHash.Of(8, number);
        string first = number % RareEvery == 0 ? Rare[number / RareEvery % Rare.Length] : Surnames[(int)(dice % (ulong)Surnames.Length)].ToString();
        int length = 1 + (int)((dice >> 8) % 3);
        return string.Create(first.Length + length, (first, dice), static (name, from) =>
        {
            from.first.CopyTo(name);
            for (int i = from.first.Length; i < name.Length; i++)
            {
                name[i] = Given[(int)((from.dice >> (8 + (8 * i))) % (ulong)Given.Length)];
            }
        });
    }
}
