using System.Globalization;
using System.Text;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Demo.Payments;

/// <summary>Reimbursements of made-up people as the bureau hands them in: CSV in GB18030, some of rare names.</summary>
internal static class PersonsList
{
    /// <summary>Surnames that two bytes do not hold.</summary>
    private static readonly string[] Rare = ["𠮷", "㐂", "𬭊"];

    /// <summary>The list and the sum of its payments in fen.</summary>
    public static (byte[] Csv, long Fen) Make(Population people, int count, DateOnly day)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = new StringBuilder("serial,party,holder,personName,account,bankName,lineNumber,amount,purpose,memo\r\n");
        long sum = 0;
        for (int i = 1; i <= count; i++)
        {
            Person person = people.At(900_000 + i);
            string name = i % 50 == 0 ? Rare[i / 50 % Rare.Length] + person.Name[1..] : person.Name;
            long fen = 10_000 + (StableHash.Of(7, i.ToString(CultureInfo.InvariantCulture)) is var dice ? (long)(dice % 900_000) : 0);
            sum += fen;
            text.Append(CultureInfo.InvariantCulture, $"P{day:yyyyMMdd}{i:000000},{person.PsnNo},{name},{name},{Card(i)},示例银行城东支行,{DemoBanks.LineNumber},")
                .Append(CultureInfo.InvariantCulture, $"{Fen.Text(fen)},REIM,医疗费零星报销\r\n");
        }
        return (Encoding.GetEncoding("gb18030").GetBytes(text.ToString()), sum);
    }

    /// <summary>A card number of 19 digits with its check digit (Luhn).</summary>
    private static string Card(int number) => CardNumber.WithCheckDigit(string.Create(CultureInfo.InvariantCulture, $"622848{number:000000000000}"));
}
