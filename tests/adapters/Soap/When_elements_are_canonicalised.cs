using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Tests;

/// <summary>Ours and the platform's exclusive canonicalisation give the same bytes.</summary>
public sealed class When_elements_are_canonicalised
{
    [Theory]
    [InlineData("<a xmlns='urn:1' xmlns:p='urn:2' p:z='1' b='2' a='3'><p:b xmlns:q='urn:3'>x&amp;&lt;&gt;&quot;</p:b>&#13;<c xmlns=''/><d xmlns='urn:1'/></a>")]
    [InlineData("<a><b xmlns='urn:1'><c xmlns=''><d xmlns='urn:1'/></c></b></a>")]
    [InlineData("<p:a xmlns:p='urn:1'><p:b xmlns:p='urn:2'><p:c xmlns:p='urn:1'/></p:b><q:x xmlns:q='urn:1' q:y='\t\n&#9;&#10;&#13;\"'/></p:a>")]
    [InlineData("<a xml:lang='zh' xml:space='preserve' z='&lt;' y='>'>  测试 \n <![CDATA[<&>]]> <!-- c --> </a>")]
    [InlineData("<a xmlns:b='urn:b' xmlns:c='urn:c'><x b:i='1' c:i='2' i='3' B='4'/></a>")]
    public void Should_give_the_platforms_bytes(string xml)
    {
        var tree = XmlTreeReader.Read(xml, new XmlTreeLimits());
        foreach (var prefixes in (string[])["", "p b #default", "q c"])
        {
            Assert.Equal(Platform(xml, [], prefixes), Encoding.UTF8.GetString(ExclusiveCanonicalizer.Canonicalize(tree, prefixes.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        }

        if (tree.HasElements)
        {
            Assert.Equal(Platform(xml, [0], ""), Encoding.UTF8.GetString(ExclusiveCanonicalizer.Canonicalize(tree.Elements.First(), [])));
        }
    }

    [Fact]
    public void Should_give_the_platforms_bytes_for_random_trees()
    {
        var random = new Random(20261128);
        for (var round = 0; round < 2_000; round++)
        {
            var xml = Element(random, 0);
            var prefixes = random.Next(3) == 0 ? "p1 #default" : "";
            var tree = XmlTreeReader.Read(xml, new XmlTreeLimits());
            var ours = Encoding.UTF8.GetString(ExclusiveCanonicalizer.Canonicalize(tree, prefixes.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            var theirs = Platform(xml, [], prefixes);
            Assert.True(theirs == ours, $"{xml}\n{prefixes}\n{theirs}\n{ours}");
        }
    }

    private static string Element(Random random, int depth)
    {
        string[] prefixes = ["", "p1", "p2"];
        var text = new StringBuilder();
        var prefix = prefixes[random.Next(3)];
        var name = (prefix.Length == 0 ? "" : prefix + ":") + (char)('a' + random.Next(3));
        text.Append('<').Append(name);

        // The root declares all; inside some are declared anew.
        foreach (var p in prefixes)
        {
            if (depth == 0 || random.Next(3) == 0)
            {
                text.Append(p.Length == 0 ? " xmlns=\"urn:" : $" xmlns:{p}=\"urn:").Append(random.Next(3)).Append('"');
            }
        }

        if (random.Next(2) == 0)
        {
            text.Append(" z=\"&amp;\"").Append(random.Next(2) == 0 ? " p1:y=\"1\"" : "").Append(" a='\"'");
        }

        text.Append('>');
        for (var child = random.Next(depth > 3 ? 1 : 3); child > 0; child--)
        {
            text.Append(random.Next(3) == 0 ? "&lt;文 \n" : "").Append(Element(random, depth + 1));
        }

        return text.Append("</").Append(name).Append('>').ToString();
    }

    // The platform's transform of a whole document; a part of one is made a document of its own, which drops what is not visibly used.
    private static string Platform(string xml, int[] path, string prefixes)
    {
        var document = Load(xml);
        if (path.Length > 0)
        {
            document = Load(document.DocumentElement!.ChildNodes.OfType<XmlElement>().ElementAt(path[0]).OuterXml);
        }

        var transform = new XmlDsigExcC14NTransform(includeComments: false, prefixes.Length == 0 ? null : prefixes);
        transform.LoadInput(document);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        using var reader = new StreamReader(output, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        document.Load(reader);
        return document;
    }
}
