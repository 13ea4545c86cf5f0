using System.Text;
using Hub.Certs.Signatures;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Tests;

/// <summary>
/// Signatures of xmlsec1 and xml-crypto: SHA-1, enveloping and enveloped forms, HMAC, DSA, document types. A door that takes detached
/// signatures with SHA-256 over #id only takes none of them; what counts is that each is refused in words, never by an accident.
/// </summary>
public sealed class When_third_party_xml_signatures_are_read
{
    [Fact]
    public void Should_refuse_every_form_but_its_own()
    {
        var key = SigningKey.Generate(new KeyDescription { KeyId = "k", Algorithm = SignatureAlgorithm.EcdsaP256Sha256 }).ToVerificationKey();
        var files = Directory.EnumerateFiles(SharedFiles.Data("crypto/xmldsig"), "*.xml", SearchOption.AllDirectories).ToList();
        Assert.True(files.Count > 50);
        foreach (var file in files)
        {
            try
            {
                var root = XmlTreeReader.Read(Encoding.UTF8.GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF'), new XmlTreeLimits());
                foreach (var signature in Signatures(root))
                {
                    Assert.False(XmlSignatureReader.Read(signature).IsSignedBy(key), file);
                }
            }
            catch (XmlTreeException e)
            {
                Assert.True(e.Fault is XmlTreeFault.DocumentType or XmlTreeFault.Malformed or XmlTreeFault.ProcessingInstruction or XmlTreeFault.DuplicateId, file);
            }
            catch (XmlSignatureException e)
            {
                Assert.True(Enum.IsDefined(e.Fault), file);
            }
        }
    }

    private static IEnumerable<XmlTreeElement> Signatures(XmlTreeElement element) => element.Is("Signature", XmlNames.Signature)
        ? [element]
        : element.Elements.SelectMany(Signatures);
}
