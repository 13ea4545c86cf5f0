using System.Text;
using Hub.Adapters.Samples.FixedWidth.Wire;
using Hub.Contract.Tests.Doors;
using Hub.Contract.Tests.Stage;

namespace Hub.Contract.Tests;

public sealed class When_a_fixed_width_export_is_the_door(PostgresFixture postgres) : DoorContract(postgres, new FixedWidthDoor());

public sealed class When_a_fixed_width_file_is_read
{
    private const int Mutations = 20_000;

    private static readonly byte[] Sample = Encoding.UTF8.GetBytes(string.Join('\n',
        "H" + "F1".PadRight(20) + "H43010000001" + "20261102090000",
        "V" + "V1".PadRight(20) + "I" + "20261102090000" + "20261105090000" + "310".PadRight(6) + "21".PadRight(6) + "02" + "110105194912310038".PadRight(30)
            + "A03".PadRight(10) + "".PadRight(14) + "000000001250" + "示例",
        "D1" + "01" + "J18.900".PadRight(20) + "肺炎",
        "L" + "0001".PadRight(20) + "XA01".PadRight(30) + "OWN".PadRight(20) + "20261102090000" + "000000015000" + "00000008333333" + "000000001250",
        "T000004") + "\n");

    [Fact]
    public void Should_keep_every_column_exactly()
    {
        var file = VisitFileReader.Read(Sample);
        Assert.Equal(("F1", "H43010000001", "V1", 'I', "示例"), (file.MessageId, file.Institution, file.Visit.Visit, file.Visit.Setting, file.Visit.Name));
        Assert.Equal((1.5m, 8.333333m, 1250L), (file.Lines[0].Quantity, file.Lines[0].Price, file.Lines[0].AmountFen));
        Assert.Equal(new DateTime(2026, 11, 5, 9, 0, 0), file.Visit.EndsAt);
    }

    /// <summary>Whatever the bytes are, they are read or refused by name; nothing else happens.</summary>
    [Fact]
    public void Should_read_or_refuse_whatever_the_bytes_are()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = Sample.ToArray();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                VisitFileReader.Read(bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length));
            }
            catch (FileRefusedException)
            {
                refused++;
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}, mutation {i}", broken);
            }
        }

        Assert.InRange(refused, 1, Mutations);
    }
}
