# zeep calls the hub: SOAP 1.1 and 1.2, password digest, RSA and ECDSA signatures. Each line of the output is one outcome.
import base64, datetime, sys
import xmlsec, zeep
from zeep.wsse import utils
from zeep.wsse.signature import BinarySignature, _verify_envelope_with_key
from zeep.wsse.username import UsernameToken

address, folder = sys.argv[1], sys.argv[2]
moment = datetime.datetime(2026, 11, 28, 9, 0, 0)
numbers = iter(range(1000))


class Signed(BinarySignature):
    """Signs Body and Timestamp; verifies the answer with the hub's certificate."""

    def apply(self, envelope, headers):
        now = datetime.datetime.now(datetime.timezone.utc)
        form = lambda t: t.strftime('%Y-%m-%dT%H:%M:%SZ')
        utils.get_security_header(envelope).append(
            utils.WSU.Timestamp(utils.WSU.Created(form(now)), utils.WSU.Expires(form(now + datetime.timedelta(minutes=5)))))
        return super().apply(envelope, headers)

    def verify(self, envelope):
        _verify_envelope_with_key(envelope, xmlsec.Key.from_file(folder + '/hub.crt', xmlsec.KeyFormat.CERT_PEM))
        return envelope


def header(wrong=False):
    return dict(MessageId='zeep-%d' % next(numbers), TreatmentDivision='43' if wrong else '430100')


def claim(total='12.34'):
    return dict(
        Setting='Outpatient', VisitNumber='V1', Person=dict(DocumentType='01', DocumentNumber='11010519491231002X', Name='测试甲'),
        Credential=dict(Type='02', Number='11010519491231002X'), InsuranceType='310', MedicalCategory='11', BeginsAt=moment,
        Diagnosis=[dict(Type='1', Rank=1, Code='J00.x00', Name='急性鼻咽炎')],
        FeeLine=[dict(SerialNumber='1', CatalogueCode='C', InstitutionCode='A', OccurredAt=moment, Quantity='2', UnitPrice='6.17', Amount='12.34')],
        Total=total, UsePersonalAccount=True)


def signed(name, method):
    return Signed(folder + '/%s.key' % name, folder + '/%s.crt' % name, None, method, xmlsec.Transform.SHA256)


senders = {
    'digest': UsernameToken('his', 's3cret', use_digest=True),
    'rsa': signed('rsa', xmlsec.Transform.RSA_SHA256),
    'ecdsa': signed('ecdsa', xmlsec.Transform.ECDSA_SHA256),
}
for name, wsse in senders.items():
    typed = zeep.Client(address + '/soap/MedicalInsurance?wsdl', wsse=wsse)
    legacy = zeep.Client(address + '/soap/HisService.asmx?wsdl', wsse=wsse)
    for version in ('11', '12'):
        service = typed.bind('MedicalInsurance', 'MedicalInsurance' + version)
        answer = service.SubmitClaim(Header=header(), **claim())
        print(name, version, 'claim', answer.Adjudication.Total, answer.Adjudication.SettledAt.isoformat())
        try:
            service.SubmitClaim(Header=header(wrong=True), **claim())
        except zeep.exceptions.Fault as fault:
            detail = fault.detail[0]
            print(name, version, 'fault', detail.findtext('{urn:hub:soap:v1}Code'), detail.findtext('{urn:hub:soap:v1}Field'))
        call = legacy.bind('HisService', 'HisServiceSoap' + ('' if version == '11' else '12'))
        inner = ('<?xml version="1.0" encoding="GBK"?><input><msgid>zeep-%d</msgid><mdtrtarea_admvs>430100</mdtrtarea_admvs>'
                 '<signIn><opter_no>张三</opter_no></signIn></input>' % next(numbers))
        print(name, version, 'call', call.CallService('9001', inner))
