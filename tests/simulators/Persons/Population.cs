using System.Globalization;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Persons;

/// <summary>
/// A city's people without a table: every attribute is computed from the seed and the number, so a person is found by either of her numbers
/// and a run with the same seed has the same people. The divisions 990000–990099 have never been issued: no real person can be met.
/// </summary>
public sealed class Population(long seed, string division)
{
    private const long Divisions = 100;
    private const long BirthDays = 25_000;
    private const long Capacity = Divisions * BirthDays * 1_000;
    private const long ForeignBase = 10_000_000_000;
    private const long ForeignRange = 89_999_999_999_999;
    private static readonly DateOnly FirstBirth = new(1944, 1, 1);
    private static readonly string[] Surnames = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨"];
    private static readonly string[] GivenNames = ["示例", "测试", "样本", "模拟", "仿真", "演示", "试用", "范例"];

    /// <summary>The <paramref name="index"/>-th person; neighbours in the index are strangers in division and birthday.</summary>
    public Person At(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ulong number = (ulong)(index % Capacity) * 2_654_435_761UL % (ulong)Capacity;
        return Describe((long)number, CertNoOf((long)number));
    }

    /// <summary>The person with this certificate number. Numbers from outside the made-up divisions get a stable person too.</summary>
    public Person ByCertNo(string certNo)
    {
        if (TryNumberOf(certNo, out long number))
        {
            return Describe(number, certNo);
        }
        number = ForeignBase + (long)(StableHash.Of(0, certNo) % (ulong)ForeignRange);
        return Describe(number, certNo);
    }

    /// <summary>The person with this person number, or null when the text is no number of this core.</summary>
    public Person? ByPsnNo(string psnNo)
    {
        if (psnNo.Length != 20 || !long.TryParse(psnNo.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }
        return Describe(number, number < Capacity ? CertNoOf(number) : "");
    }

    private static string CertNoOf(long number)
    {
        long order = number / (Divisions * BirthDays);
        DateOnly birth = FirstBirth.AddDays((int)(number / Divisions % BirthDays));
        string first17 = string.Create(CultureInfo.InvariantCulture, $"9900{number % Divisions:00}{birth:yyyyMMdd}{order:000}");
        return first17 + ResidentId.CheckDigit(first17);
    }

    private static bool TryNumberOf(string certNo, out long number)
    {
        number = 0;
        if (!certNo.StartsWith("9900", StringComparison.Ordinal) || !ResidentId.IsValid(certNo)
            || !DateOnly.TryParseExact(certNo.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly birth))
        {
            return false;
        }
        long day = birth.DayNumber - FirstBirth.DayNumber;
        if (day is < 0 or >= BirthDays)
        {
            return false;
        }
        long order = long.Parse(certNo.AsSpan(14, 3), CultureInfo.InvariantCulture);
        number = (((order * BirthDays) + day) * Divisions) + long.Parse(certNo.AsSpan(4, 2), CultureInfo.InvariantCulture);
        return true;
    }

    private Person Describe(long number, string certNo)
    {
        ulong dice = StableHash.Of(seed, number);
        DateOnly birth = BirthOf(certNo, dice);
        int age = 2026 - birth.Year;
        bool employee = age is >= 18 and < 90 && dice % 100 < 62;
        string psnType = employee ? (age >= 60 ? "12" : "11") : age < 18 ? "14" : age >= 60 ? "16" : "15";
        string psnNo = string.Create(CultureInfo.InvariantCulture, $"{division}{number:00000000000000}");
        string name = Surnames[(int)((dice >> 8) % (ulong)Surnames.Length)] + GivenNames[(int)((dice >> 12) % (ulong)GivenNames.Length)];
        bool female = certNo.Length == 18 && char.IsAsciiDigit(certNo[16]) ? (certNo[16] - '0') % 2 == 0 : (dice >> 16) % 2 == 0;
        return new Person(
            number, psnNo, certNo, name, female ? "2" : "1", birth, employee ? "310" : "390", psnType,
            CivilServant: employee && (dice >> 20) % 100 < 8,
            Assistance: !employee && (dice >> 24) % 100 < 6,
            BalanceFen: employee ? (long)((dice >> 28) % 500_000) : 0,
            MutualAidFen: employee && (dice >> 32) % 100 < 5 ? 5_000 : 0,
            DeductiblePaidFen: (long)((dice >> 36) % 30_001),
            FundPaidFen: (dice >> 40) % 100 < 2 ? 14_900_000 : (long)((dice >> 44) % 1_000_000));
    }

    private static DateOnly BirthOf(string certNo, ulong dice)
    {
        return certNo.Length == 18
            && DateOnly.TryParseExact(certNo.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly birth)
            ? birth
            : FirstBirth.AddDays((int)(dice % BirthDays));
    }
}
