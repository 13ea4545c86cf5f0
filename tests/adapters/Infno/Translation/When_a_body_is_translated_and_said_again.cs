using System.Globalization;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Translation;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Schema;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Tests.Translation;

/// <summary>Canonical in the middle must not lose a field: every field of every table, filled, read, said again.</summary>
public sealed class When_a_body_is_translated_and_said_again
{
    private static readonly InfnoProfile Profile = InfnoProfileLoader.National;

    private static readonly Origin Origin = new()
    {
        Partner = "H43010000001",
        Channel = "infno",
        Kind = "0000",
        Key = "H43010000001202601010000000001",
        Institution = "H43010000001",
        TreatmentDivision = "430100",
        SentAt = new DateTime(2026, 1, 1),
    };

    public static TheoryData<string> Transactions =>
        [.. Profile.Transactions.Keys.Where(infno => new Translations("0").Find(infno) is not null).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Transactions))]
    public void Should_keep_every_field_of_a_request(string infno)
    {
        var translation = new Translations("0").Find(infno)!;
        var sent = Filled(Profile.Find(infno)!.Input);
        var command = translation.ReadRequest(infno, Origin with { Kind = infno }, new BodyReading(sent));
        var again = new BodyWriting(sent.Table);
        translation.WriteRequest(command, again);
        AssertSame(sent, InfnoDocumentReader.Read(again.ToUtf8(), sent.Table, Profile.Limits));
    }

    [Theory]
    [MemberData(nameof(Transactions))]
    public void Should_keep_every_field_of_an_answer(string infno)
    {
        var table = Profile.Find(infno)!.Output;
        if (table.Nodes.Count == 0)
        {
            return;
        }

        var translation = new Translations("0").Find(infno)!;
        var sent = Filled(table);
        var reply = translation.ReadReply(infno, new BodyReading(sent));
        var again = new BodyWriting(table);
        translation.WriteReply(infno, reply, again);
        AssertSame(sent, InfnoDocumentReader.Read(again.ToUtf8(), table, Profile.Limits));
    }

    private static InfnoDocument Filled(BodyTable table)
    {
        var body = new InfnoBodyBuilder(table);
        var children = table.Nodes.SelectMany(n => n.Fields).Where(f => f.Type == FieldType.Node).Select(f => f.Name).ToHashSet();
        foreach (var node in table.Nodes.Where(n => !children.Contains(n.Name)))
        {
            for (var number = 0; number < (node.Many ? 2 : 1); number++)
            {
                Fill(body.Row(node.Name), node, table, number);
            }
        }

        return InfnoDocumentReader.Read(body.ToUtf8(), table, Profile.Limits);
    }

    private static void Fill(InfnoRowBuilder row, NodeTable node, BodyTable table, int number)
    {
        foreach (var field in node.Fields)
        {
            switch (field.Type)
            {
                case FieldType.Number when field.Scale > 0:
                    // pdn_cash_pay is psn_cash_pay misspelt (2208): one value under two names.
                    row.Quantity(field.Name, field.Name is "psn_cash_pay" or "pdn_cash_pay" ? 77.5m : 1.5m + number + field.Index);
                    break;
                case FieldType.Number:
                    row.Quantity(field.Name, 1 + number);
                    break;
                case FieldType.Date:
                    row.Date(field.Name, new DateOnly(2026, 1, 2 + number));
                    break;
                case FieldType.DateTime:
                    row.DateTime(field.Name, new DateTime(2026, 1, 2, 3, 4, 5 + number));
                    break;
                case FieldType.Bytes:
                    row.Text(field.Name, Convert.ToBase64String([1, 2, 3]));
                    break;
                case FieldType.Node:
                    for (var child = 0; child < 2; child++)
                    {
                        Fill(row.Child(field.Name, table.Find(field.Name)!), table.Find(field.Name)!, table, child);
                    }

                    break;
                default:
                    // Fields every row repeats (who, which encounter) are equal in all rows of a real message.
                    row.Text(field.Name, Value(field, field.Name is "mdtrt_id" or "psn_no" ? 0 : number));
                    break;
            }
        }
    }

    private static string Value(FieldRule field, int number) => field.Name switch
    {
        "acct_used_flag" or "cvlserv_flag" or "vali_flag" or "refd_setl_flag" or "fixmedins_refd_setl_flag" => "1",
        "stmt_rslt" => "0",
        "fixmedins_code" => "H43010000001",
        "dld_endtime" => "2026-01-02 03:04:05",
        _ => string.Create(CultureInfo.InvariantCulture, $"v{field.Index}{(char)('a' + number)}"),
    };

    private static void AssertSame(InfnoDocument sent, InfnoDocument again)
    {
        Assert.Equal(Rows(sent), Rows(again));
    }

    private static IEnumerable<string> Rows(InfnoDocument document)
    {
        for (var i = 0; i < document.RowCount; i++)
        {
            var row = document.RowAt(i);
            foreach (var field in row.Node.Fields.Where(f => f.Type != FieldType.Node && row.HasValue(f.Name)))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{row.Node.Name}[{row.Number}].{field.Name}={Normal(row, field)}");
            }
        }
    }

    private static string? Normal(InfnoRow row, FieldRule field) => field.Type switch
    {
        FieldType.Number => row.Quantity(field.Name)?.ToString("G29", CultureInfo.InvariantCulture),
        FieldType.Date => row.Date(field.Name)?.ToString("O", CultureInfo.InvariantCulture),
        _ => row.Text(field.Name),
    };
}
