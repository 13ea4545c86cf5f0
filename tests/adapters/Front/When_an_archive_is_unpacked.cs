using System.IO.Compression;
using System.Text;
using Hub.Adapters.Front.Tests.Support;
using Hub.Adapters.Front.Wire;

namespace Hub.Adapters.Front.Tests;

public sealed class When_an_archive_is_unpacked
{
    private const int BytesMax = 1024 * 1024;

    [Fact]
    public async Task Should_take_the_one_text_in_it()
    {
        using var drop = new Drop();
        File.WriteAllBytes(
            Path.Combine(drop.Folder, "a.zip"), Zip(("a.txt", Encoding.UTF8.GetBytes(Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12))))));
        await drop.LookAtRestAsync();
        Assert.Equal("S", Assert.Single(drop.Result("a.zip"))[2]);
    }

    [Fact]
    public void Should_refuse_a_bomb_before_it_is_unpacked_whole() =>
        Assert.Equal("FRT-1104", Refusal(Zip(("a.txt", new byte[64 * BytesMax]))));

    [Fact]
    public void Should_refuse_none_and_several()
    {
        Assert.Equal("FRT-1102", Refusal(Zip()));
        Assert.Equal("FRT-1102", Refusal(Zip(("a.txt", [1]), ("a.txt", [2]))));
    }

    [Fact]
    public void Should_refuse_what_is_no_archive() => Assert.Equal("FRT-1101", Refusal([.. "PK\u0003\u0004 and then nothing that is one"u8]));

    [Fact]
    public void Should_refuse_the_third_party_attacks()
    {
        foreach (var file in Directory.GetFiles(SharedFiles.Data("attacks/zip"), "*.zip"))
        {
            Assert.NotEqual("", Refusal(File.ReadAllBytes(file)));
        }

        foreach (var name in File.ReadAllLines(SharedFiles.Data("attacks/zip/slip_names.txt")).Where(n => n.Length > 0))
        {
            Assert.NotEqual("", Refusal(Zip((name, [1]))));
        }
    }

    private static string Refusal(byte[] archive)
    {
        try
        {
            FrontArchive.Unpack(archive, BytesMax);
            return "";
        }
        catch (FrontRefusedException refused)
        {
            return refused.Error.Code;
        }
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return buffer.ToArray();
    }
}
